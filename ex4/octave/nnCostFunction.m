function [J, grad] = nnCostFunction(nn_params, input_layer_size, ...
                                    hidden_layer_size, num_labels, X, y, lambda)
%NNCOSTFUNCTION  Regularized cost of a three-layer network, and its gradient.
%   [J, GRAD] = NNCOSTFUNCTION(NN_PARAMS, INPUT_LAYER_SIZE, HIDDEN_LAYER_SIZE, ...
%   NUM_LABELS, X, Y, LAMBDA)
%
%   NN_PARAMS holds Theta1 and then Theta2, unrolled: [Theta1(:); Theta2(:)].
%   X has one example a row, Y its labels 1..NUM_LABELS. GRAD is a column in the
%   order of NN_PARAMS.

n_Theta1 = hidden_layer_size * (input_layer_size + 1);
Theta1 = reshape(nn_params(1:n_Theta1), hidden_layer_size, input_layer_size + 1);
Theta2 = reshape(nn_params(n_Theta1+1:end), num_labels, hidden_layer_size + 1);
m = size(X, 1);

% What an unwritten part returns.
J = 0;
Theta1_grad = zeros(size(Theta1));
Theta2_grad = zeros(size(Theta2));

% ------ YOUR CODE HERE --------------------------------------------------
% Write it part by part.
%
% Part 1: feed X forward through the network and set J to its cost, without
%         regularization (handout 1.3). Recode y first: one row of 0s and a
%         single 1 for each example.
% Part 2: add the regularization term to J (handout 1.4).
% Part 4: set Theta1_grad and Theta2_grad by backpropagation (handout 2.3);
%         m examples at once, or in a loop over them. It uses sigmoidGradient,
%         which is Part 3.
% Part 5: add the regularization term to both gradients (handout 2.5).
% >>> solution
Y = y(:) == 1:num_labels;

% Feedforward.
a1 = [ones(m, 1), X];
z2 = a1 * Theta1';
a2 = [ones(m, 1), sigmoid(z2)];
h = sigmoid(a2 * Theta2');

% The bias is not regularized: zeros in the first columns.
W1 = [zeros(hidden_layer_size, 1), Theta1(:, 2:end)];
W2 = [zeros(num_labels, 1), Theta2(:, 2:end)];
J = -sum(sum(Y .* log(h) + (1 - Y) .* log(1 - h))) / m ...
    + lambda / (2 * m) * (sum(W1(:) .^ 2) + sum(W2(:) .^ 2));

% Backpropagation.
delta3 = h - Y;
delta2 = (delta3 * Theta2(:, 2:end)) .* sigmoidGradient(z2);
Theta1_grad = (delta2' * a1 + lambda * W1) / m;
Theta2_grad = (delta3' * a2 + lambda * W2) / m;
% <<< solution
% ------------------------------------------------------------------------

grad = [Theta1_grad(:); Theta2_grad(:)];

end
