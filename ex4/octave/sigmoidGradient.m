function g = sigmoidGradient(z)
%SIGMOIDGRADIENT  The slope of the logistic function at every entry of z.
%   G = SIGMOIDGRADIENT(Z): Z is a number, a vector or a matrix; G has its shape.
%   The slope is 0.25 at 0 and vanishes far from it (handout 2.1).

% What an unwritten part returns.
g = zeros(size(z));

% ------ YOUR CODE HERE --------------------------------------------------
% Fill g with the slope of the sigmoid at each entry of z. No loop is needed:
% sigmoid(z), which is given, works on all entries at once.
% >>> solution
s = sigmoid(z);
g = s .* (1 - s);
% <<< solution
% ------------------------------------------------------------------------

end
