function checkNNGradients(lambda)
%CHECKNNGRADIENTS  Backpropagation beside central differences, on a small network.
%   CHECKNNGRADIENTS(LAMBDA) prints both gradients side by side and their relative
%   difference, which is below 1e-9 when both are right. LAMBDA is 0 by default.

  if nargin < 1
    lambda = 0;
  end
  n = 3;
  h = 5;
  K = 3;
  m = 5;

  Theta1 = debugInitializeWeights(h, n);
  Theta2 = debugInitializeWeights(K, h);
  X = debugInitializeWeights(m, n - 1);
  y = 1 + mod(1:m, K)';
  nn_params = [Theta1(:); Theta2(:)];

  costFunction = @(p) nnCostFunction(p, n, h, K, X, y, lambda);
  [~, grad] = costFunction(nn_params);
  numgrad = computeNumericalGradient(costFunction, nn_params);

  fprintf('%13.4e%13.4e\n', [numgrad, grad]');
  fprintf(['The above two columns you get should be very similar.\n' ...
           '(Left-Your Numerical Gradient, Right-Analytical Gradient)\n\n']);
  difference = norm(numgrad - grad) / norm(numgrad + grad);
  fprintf(['If your backpropagation implementation is correct, then\n' ...
           'the relative difference will be small (less than 1e-9).\n' ...
           '\nRelative Difference: %g\n'], difference);
end
