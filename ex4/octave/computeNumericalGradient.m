function numgrad = computeNumericalGradient(J, theta)
%COMPUTENUMERICALGRADIENT  The gradient by central differences.
%   NUMGRAD = COMPUTENUMERICALGRADIENT(J, THETA): J takes a vector like THETA and
%   returns the cost first. Two costs for every parameter: right, but far too
%   slow to train with (handout 2.4).

  % Smaller steps lose digits to rounding, larger ones to curvature.
  e = 1e-4;

  numgrad = zeros(size(theta));
  for p = 1:numel(theta)
    nudge = zeros(size(theta));
    nudge(p) = e;
    numgrad(p) = (J(theta + nudge) - J(theta - nudge)) / (2 * e);
  end
end
