function [h, display_array] = displayData(X, example_width)
%DISPLAYDATA  Show rows of X as small pictures in a grid.
%   [H, DISPLAY_ARRAY] = DISPLAYDATA(X, EXAMPLE_WIDTH): each row holds a picture,
%   unrolled column by column, EXAMPLE_WIDTH pixels wide (by default as near to
%   square as its length allows). H is the image's handle, DISPLAY_ARRAY what it
%   shows: every picture scaled to [-1, 1] by its own largest pixel.

  [m, n] = size(X);
  if nargin < 2 || isempty(example_width)
    example_width = round(sqrt(n));
  end
  example_height = n / example_width;
  display_rows = floor(sqrt(m));
  display_cols = ceil(m / display_rows);

  pad = 1;
  display_array = -ones(pad + display_rows * (example_height + pad), ...
                        pad + display_cols * (example_width + pad));
  for example = 1:m
    down = floor((example - 1) / display_cols);
    right = mod(example - 1, display_cols);
    picture = reshape(X(example, :), example_height, example_width);
    display_array(pad + down * (example_height + pad) + (1:example_height), ...
                  pad + right * (example_width + pad) + (1:example_width)) ...
        = picture / max(abs(X(example, :)));
  end

  colormap(gray);
  h = imagesc(display_array, [-1 1]);
  axis image off;
  drawnow;
end
