function g = sigmoid(z)
%SIGMOID  The logistic function of every entry of z.
%   G = SIGMOID(Z) gives 1 / (1 + e^-z), between 0 and 1, in the shape of Z.

  g = 1 ./ (1 + exp(-z));
end
