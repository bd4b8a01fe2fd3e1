function W = randInitializeWeights(L_in, L_out)
%RANDINITIALIZEWEIGHTS  Random weights of a layer, to break symmetry.
%   W = RANDINITIALIZEWEIGHTS(L_IN, L_OUT): the layer has L_IN inputs and L_OUT
%   outputs; W is L_OUT x (1 + L_IN), its first column for the bias unit
%   (handout 2.2). For repeatable weights call rand('twister', seed) before.

% What an unwritten part returns.
W = zeros(L_out, 1 + L_in);

% ------ YOUR CODE HERE --------------------------------------------------
% Fill W with random numbers between -0.12 and 0.12. rand(rows, columns) draws
% uniform numbers from 0 to 1; make the interval wider or narrower, and shift
% it to lie around 0.
%
% This file carries no points, but training cannot work without it.
% >>> solution
epsilon_init = 0.12;
W = rand(L_out, 1 + L_in) * 2 * epsilon_init - epsilon_init;
% <<< solution
% ------------------------------------------------------------------------

end
