function costs = knownCosts(Theta1, Theta2, y)
%KNOWNCOSTS  What the cost of the loaded weights should be, where that is known.
%   COSTS = KNOWNCOSTS(THETA1, THETA2, Y) has three rows, for lambda 0, 1 and 3, if
%   these are the weights and digits of the course or of this project, told by their
%   content; otherwise it is empty.

  squares = [sum(sum(Theta1(:, 2:end) .^ 2)), sum(sum(Theta2(:, 2:end) .^ 2))];
  digits_per_label = histc(y(:)', 1:10);
  is_near = @(known) all(abs(squares - known) < 1e-4);

  costs = '';
  if is_near([392.5841 568.8228]) && all(digits_per_label == 500)
    costs = ['0.287629'; '0.383770'; '0.576051'];
  elseif is_near([281.8377 514.2131]) ...
         && isequal(digits_per_label, [182 177 183 181 182 181 179 174 180 178])
    costs = ['0.128804'; '0.350298'; '0.793287'];
  end
end
