%EX4  The exercise, part by part, on real handwritten digits.
%   Go to this folder in Octave and type ex4. Variables that you set before have a
%   say: seed (a number: the same random weights every time), batch (true: no pauses
%   and no figures), max_iter (50), lambda (1), hidden_layer_size (25), data_file and
%   weights_file (.mat files). ex4data1.mat and ex4weights.mat of the course, put into
%   ../../data, are taken before the digits that come with this project. To start
%   afresh, type clear.

if ~exist('batch', 'var'), batch = false; end
if ~exist('max_iter', 'var'), max_iter = 50; end
if ~exist('lambda', 'var'), lambda = 1; end
if ~exist('hidden_layer_size', 'var'), hidden_layer_size = 25; end
input_layer_size = 400;
num_labels = 10;

%% Part 1: load and look at the data
fprintf('Part 1: the digits\n\n');
here = fileparts(mfilename('fullpath'));
data_folder = fullfile(here, '..', '..', 'data');
if ~exist(fullfile(data_folder, 'digits.mat'), 'file')
  data_folder = fullfile(here, '..', 'data');  % where pip has installed it
end
if ~exist('data_file', 'var')
  data_file = fullfile(data_folder, 'ex4data1.mat');
  if ~exist(data_file, 'file'), data_file = fullfile(data_folder, 'digits.mat'); end
end
load(data_file);
m = size(X, 1);
if ~batch
  chosen = randperm(m);
  displayData(X(chosen(1:100), :));
end
fprintf('\nProgram paused. Press enter to continue.\n');
if ~batch, pause; end

%% Part 2: load weights that somebody else has trained
fprintf('\nPart 2: trained weights\n\n');
if ~exist('weights_file', 'var')
  weights_file = fullfile(data_folder, 'ex4weights.mat');
  if ~exist(weights_file, 'file')
    weights_file = fullfile(data_folder, 'weights.mat');
  end
end
load(weights_file);
nn_params = [Theta1(:); Theta2(:)];
loaded_size = size(Theta1, 1);
costs = knownCosts(Theta1, Theta2, y);

%% Part 3: the cost
fprintf('\nPart 3: feedforward and cost\n\n');
J = nnCostFunction(nn_params, input_layer_size, loaded_size, num_labels, X, y, 0);
fprintf('Cost at parameters (loaded from ex4weights): %f \n', J);
if ~isempty(costs)
  fprintf('(this value should be about %s)\n', costs(1, :));
end
fprintf('\nProgram paused. Press enter to continue.\n');
if ~batch, pause; end

%% Part 4: the cost with regularization
fprintf('\nPart 4: regularized cost\n\n');
J = nnCostFunction(nn_params, input_layer_size, loaded_size, num_labels, X, y, 1);
fprintf('Cost at parameters (loaded from ex4weights): %f \n', J);
if ~isempty(costs)
  fprintf('(this value should be about %s)\n', costs(2, :));
end
fprintf('\nProgram paused. Press enter to continue.\n');
if ~batch, pause; end

%% Part 5: the slope of the sigmoid
fprintf('\nPart 5: sigmoid gradient\n\n');
g = sigmoidGradient([-1 -0.5 0 0.5 1]);
fprintf('Sigmoid gradient evaluated at [-1 -0.5 0 0.5 1]:\n ');
fprintf(' %f', g);
fprintf('\n\nProgram paused. Press enter to continue.\n');
if ~batch, pause; end

%% Part 6: random weights to start from
fprintf('\nPart 6: random initialization\n\n');
if exist('seed', 'var'), rand('twister', seed); end
initial_Theta1 = randInitializeWeights(input_layer_size, hidden_layer_size);
initial_Theta2 = randInitializeWeights(hidden_layer_size, num_labels);
initial_nn_params = [initial_Theta1(:); initial_Theta2(:)];

%% Part 7: does backpropagation give the gradient of the cost?
fprintf('\nPart 7: checking backpropagation\n\n');
checkNNGradients;
fprintf('\nProgram paused. Press enter to continue.\n');
if ~batch, pause; end

%% Part 8: the same with regularization
fprintf('\nPart 8: checking backpropagation with regularization\n\n');
debug_lambda = 3;
checkNNGradients(debug_lambda);
debug_J = nnCostFunction(nn_params, input_layer_size, loaded_size, num_labels, ...
                         X, y, debug_lambda);
fprintf('\n\nCost at (fixed) debugging parameters (w/ lambda = %g): %f \n', ...
        debug_lambda, debug_J);
if ~isempty(costs)
  fprintf('(for lambda = 3, this value should be about %s)\n', costs(3, :));
end
fprintf('\nProgram paused. Press enter to continue.\n');
if ~batch, pause; end

%% Part 9: train the network
fprintf('\nPart 9: training\n\n');
costFunction = @(p) nnCostFunction(p, input_layer_size, hidden_layer_size, ...
                                   num_labels, X, y, lambda);
[nn_params, cost_history] ...
    = fmincg(costFunction, initial_nn_params, struct('MaxIter', max_iter));
n_Theta1 = hidden_layer_size * (input_layer_size + 1);
Theta1 = reshape(nn_params(1:n_Theta1), hidden_layer_size, input_layer_size + 1);
Theta2 = reshape(nn_params(n_Theta1+1:end), num_labels, hidden_layer_size + 1);
if ~batch
  figure;
  plot(cost_history);
  xlabel('iteration');
  ylabel('cost J (nats per example)');
end
fprintf('\nProgram paused. Press enter to continue.\n');
if ~batch, pause; end

%% Part 10: what the hidden units look for
fprintf('\nPart 10: the hidden layer\n\n');
if ~batch
  figure;
  displayData(Theta1(:, 2:end));
end
fprintf('\nProgram paused. Press enter to continue.\n');
if ~batch, pause; end

%% Part 11: how well it reads
p = predict(Theta1, Theta2, X);
fprintf('\nTraining Set Accuracy: %f\n', mean(double(p == y)) * 100);
