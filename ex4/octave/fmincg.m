function [X, fX, i] = fmincg(f, X, options, varargin)
%FMINCG  Minimize a smooth function of many variables by conjugate gradients.
%   [X, FX, I] = FMINCG(F, X, OPTIONS, P1, P2, ...): F(X, P1, P2, ...) returns a
%   cost and its gradient, a column like X. OPTIONS.MaxIter limits the number of
%   line searches (100 if absent). X is the best point found, FX holds the cost
%   after each successful line search, I counts all of them.
%
%   The algorithm, and the constants it runs with, are those of minimize.m and
%   fmincg.m by Carl Edward Rasmussen:
%
%   Copyright (C) 2001 and 2002 by Carl Edward Rasmussen. Date 2002-02-13.
%
%   (C) Copyright 1999, 2000 & 2001, Carl Edward Rasmussen
%
%   Permission is granted for anyone to copy, use, or modify these programs and
%   accompanying documents for purposes of research or education, provided this
%   copyright notice is retained, and note is made of any changes that have been
%   made.
%
%   These programs and documents are distributed without any warranty, express or
%   implied. As the programs were written for research purposes only, they have
%   not been tested to the degree that would be advisable in any important
%   application. All use of these programs is entirely at the user's own risk.
%
%   Changes: the course ([ml-class]) renamed the function, and changed the
%   arguments that are passed on and the display. This project wrote it afresh in
%   small named steps that compute the same numbers; a negative MaxIter, a limit
%   on the evaluations, was not kept.

  limits = line_search_constants();
  max_searches = 100;
  if nargin > 2 && isfield(options, 'MaxIter')
    max_searches = options.MaxIter;
  end
  costFunction = @(x) f(x, varargin{:});

  fX = [];
  here = evaluate(costFunction, X, zeros(size(X)));
  s = -here.gradient;
  here.slope = -s' * s;
  step = 1 / (1 - here.slope);
  has_failed = false;

  i = 0;
  while i < max_searches
    i = i + 1;
    [tried, tried_step, is_success] ...
        = search_line(costFunction, here, s, step, limits);
    if is_success
      has_failed = false;
      X = tried.x;
      fX = [fX; tried.cost];
      fprintf('Iteration  %4i | Cost: %4.6e\r', i, tried.cost);
      s = polack_ribiere(here.gradient, tried.gradient, s);
      old_slope = here.slope;
      here = tried;
      here.slope = here.gradient' * s;
      if here.slope > 0  % uphill: back to steepest descent
        s = -here.gradient;
        here.slope = -s' * s;
      end
      % The smallest number keeps a slope of 0 from dividing by 0.
      step = tried_step * min(limits.RATIO, old_slope / (here.slope - realmin));
    elseif has_failed
      break;
    else
      % From the old point again, but down the gradient of the point where the
      % search gave up: so does the original.
      has_failed = true;
      here.gradient = tried.gradient;
      s = -here.gradient;
      here.slope = -s' * s;
      step = 1 / (1 - here.slope);
    end
  end
  fprintf('\n');
end


function limits = line_search_constants()
% Wolfe-Powell: a step keeps RHO of the descent that the slope promises and
% leaves at most SIG of the slope.
  limits.RHO = 0.01;
  limits.SIG = 0.5;
  limits.INT = 0.1;    % stay away from both ends of a bracket by this share
  limits.EXT = 3.0;    % extrapolate to at most this multiple of the step
  limits.MAX = 20;     % evaluations in one line search
  limits.RATIO = 100;  % the first step grows at most by this factor
end


function point = evaluate(costFunction, x, s)
% A point on the line of search: cost, gradient, and slope along the line.
  [cost, gradient] = costFunction(x);
  point = struct('x', x, 'cost', cost, 'gradient', gradient, 'slope', gradient' * s);
end


function [trial, step, is_success] = search_line(costFunction, start, s, step, limits)
% Find a point that meets the Wolfe-Powell conditions.
  trial = evaluate(costFunction, start.x + step * s, s);
  % The other end of the bracket, and where it lies as seen from the trial.
  other = start;
  offset = -step;
  farthest = Inf;  % there is no minimum beyond this step
  budget = limits.MAX;
  is_success = false;
  while true
    while is_beyond(trial, start, step, limits) && budget > 0
      farthest = step;
      move = interpolate(start, trial, other, offset, limits);
      step = step + move;
      trial = evaluate(costFunction, trial.x + move * s, s);
      budget = budget - 1;
      offset = offset - move;
    end
    if is_beyond(trial, start, step, limits)
      return;
    elseif trial.slope > limits.SIG * start.slope
      is_success = true;
      return;
    elseif budget == 0
      return;
    end
    move = extrapolate(trial, other, offset, step, farthest, limits);
    other = trial;
    offset = -move;
    step = step + move;
    trial = evaluate(costFunction, trial.x + move * s, s);
    budget = budget - 1;
  end
end


function is = is_beyond(trial, start, step, limits)
% Too little descent, or already uphill: the minimum lies before the trial.
  is = trial.cost > start.cost + step * limits.RHO * start.slope ...
       || trial.slope > -limits.SIG * start.slope;
end


function [A, B, root] = cubic(trial, other, offset)
% The cubic through both ends; its root is imaginary if it has no minimum.
  A = 6 * (trial.cost - other.cost) / offset + 3 * (trial.slope + other.slope);
  B = 3 * (other.cost - trial.cost) - offset * (other.slope + 2 * trial.slope);
  root = sqrt(B * B - A * trial.slope * offset * offset);
end


function move = interpolate(start, trial, other, offset, limits)
% Step back from the trial, to the minimum of a fit inside the bracket.
  if trial.cost > start.cost
    curvature = other.slope * offset + trial.cost - other.cost;
    move = offset - (0.5 * other.slope * offset * offset) / curvature;
  else
    [A, B, root] = cubic(trial, other, offset);
    move = (root - B) / A;
  end
  if isnan(move) || isinf(move)
    move = offset / 2;
  end
  % Complex numbers are compared by their modulus: always an end comes out.
  move = max(min(move, limits.INT * offset), (1 - limits.INT) * offset);
end


function move = extrapolate(trial, other, offset, step, farthest, limits)
% Step on from the trial, to where a cubic fit has its minimum.
  [~, B, root] = cubic(trial, other, offset);
  move = -trial.slope * offset * offset / (B + root);
  is_usable = isreal(move) && ~isnan(move) && ~isinf(move) && move >= 0;
  room = farthest - step;
  if isinf(farthest)
    longest = step * (limits.EXT - 1);
    if ~is_usable || move > longest
      move = longest;
    else
      move = max(move, -offset * limits.INT);
    end
  elseif ~is_usable || move > room
    move = room / 2;
  elseif move < -offset * limits.INT
    move = -offset * limits.INT;
  else
    move = max(move, room * (1 - limits.INT));
  end
end


function s = polack_ribiere(g0, g1, s)
% Make the next direction conjugate to the last one.
  s = (g1' * g1 - g0' * g1) / (g0' * g0) * s - g1;
end
