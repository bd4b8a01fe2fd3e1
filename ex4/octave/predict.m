function p = predict(Theta1, Theta2, X)
%PREDICT  The label that a trained network gives to each row of X.
%   P = PREDICT(THETA1, THETA2, X) is m x 1 and holds labels 1..num_labels; of
%   equal outputs the first wins (handout 2.6).

  m = size(X, 1);
  h1 = sigmoid([ones(m, 1), X] * Theta1');
  h2 = sigmoid([ones(m, 1), h1] * Theta2');
  [~, p] = max(h2, [], 2);
end
