function W = debugInitializeWeights(fan_out, fan_in)
%DEBUGINITIALIZEWEIGHTS  Weights that are always the same, for checking.
%   W = DEBUGINITIALIZEWEIGHTS(FAN_OUT, FAN_IN) is FAN_OUT x (1 + FAN_IN) and holds
%   the sines of 1, 2, 3, ..., divided by 10, column by column. Mind the order of
%   the arguments: randInitializeWeights has it the other way round.

  count = fan_out * (1 + fan_in);
  W = reshape(sin(1:count), fan_out, 1 + fan_in) / 10;
end
