% Runs a submission's function in Octave, for octave.py; format: see wire.py.
1;

function wall_driver ()
  % Names begin with wall_ so that they hide no function of the student's.
  page_screen_output (false);
  crash_dumps_octave_core (false);
  sigterm_dumps_octave_core (false);
  warning ("off", "Octave:shadowed-function");
  warning ("off", "backtrace");
  request = wall_read_request ();
  [nonce, folder, file, own, names, calls] = request{:};
  addpath (genpath (folder));
  say = wall_frames (nonce);
  say ("S", uint8 ([]));  % up to here a failure is ours
  stage = "import";
  try
    wall_check_syntax (file);
    say ("I", wall_none ());
    stage = "call";
    for k = 1:numel (calls)
      say ("A", wall_answer (calls{k}{:}));
    end
    fflush (stdout);
    say ("D", uint8 ([]));
  catch err
    if (strncmp (err.message, "invalid call to script", 22))
      say ("M", wall_text (""));
      return;
    end
    say ("F", wall_fault (err, stage, own, names));
  end
  fflush (stdout);
end

function bytes = wall_answer (name, inputs, n_outputs)
  inputs = wall_decode (inputs);
  outputs = cell (1, n_outputs);
  start = cputime ();
  [outputs{:}] = feval (name, inputs{:});
  seconds = cputime () - start;
  values = kinds = uint8 ([]);
  for k = 1:n_outputs
    values = [values, wall_value(outputs{k})];
    kinds = [kinds, wall_text(wall_kind(outputs{k}))];
  end
  bytes = [wall_tuple(n_outputs, values), wall_tuple(n_outputs, kinds), wall_truth(n_outputs > 1), ...
           wall_tuple(0, uint8([])), uint8("d"), typecast(seconds, "uint8")];
end

function name = wall_kind (x)
  name = class (x);
  if (isnumeric (x) && ! isreal (x))
    name = ["complex " name];
  end
end

% ---- faults ----

function wall_check_syntax (file)
  if (exist ("__parse_file__"))
    __parse_file__ (file);
  end
end

function bytes = wall_fault (err, stage, own, names)
  name = err.identifier;
  if (isempty (name))
    name = "error";
  end
  if (any (strcmp (name, {"Octave:out-of-memory", "std::bad_alloc"})) ...
      || ! isempty (strfind (err.message, "out of memory")))
    name = "MemoryError";
  end
  file = "";
  line = wall_none ();
  for k = 1:numel (err.stack)  # innermost first
    found = find (strcmp (err.stack(k).file, own), 1);
    if (! isempty (found) && err.stack(k).line > 0)
      file = names{found};
      line = wall_integer (err.stack(k).line);
      break;
    end
  end
  parse = regexp (err.message, 'near line (\d+)(?:, column \d+)? of file (\S+)', "tokens", "once");
  if (! isempty (parse) && any (strcmp (parse{2}, own)))
    name = "parse error";
    file = names{find (strcmp (parse{2}, own), 1)};
    line = wall_integer (str2double (parse{1}));
    err.message = strtrim (strsplit (err.message, "\n"){2});  % "syntax error"
  end
  bytes = [wall_text(name), wall_text(err.message(1:min (end, 2000))), wall_text(file), line, wall_text(stage)];
end

% ---- writing ----

function say = wall_frames (nonce)
  results = fopen ("/dev/fd/4", "w");
  say = @(kind, bytes) wall_send (results, nonce, kind, bytes);
end

function wall_send (results, nonce, kind, bytes)
  persistent number = 0;
  n_values = struct ("S", 0, "I", 1, "M", 1, "A", 5, "F", 5, "D", 0).(kind);
  payload = [uint8(kind), wall_tuple(n_values, bytes)];
  fwrite (results, nonce, "uint8");
  fwrite (results, [number, numel(payload)], "uint32", 0, "ieee-le");
  fwrite (results, payload, "uint8");
  fflush (results);
  number++;
end

function bytes = wall_tuple (n, content)
  bytes = [uint8("t"), typecast(uint32 (n), "uint8"), content];
end

function bytes = wall_text (characters)
  characters = uint8 (characters(:)');
  bytes = [uint8("s"), typecast(uint32 (numel (characters)), "uint8"), characters];
end

function bytes = wall_integer (n)
  bytes = [uint8("i"), typecast(int64 (n), "uint8")];
end

function bytes = wall_truth (is_true)
  bytes = uint8 ("FT"(1 + is_true));
end

function bytes = wall_none ()
  bytes = uint8 ("N");
end

function bytes = wall_value (x)
  codes = struct ("double", "d", "single", "f", "int64", "q", "int32", "l", "int16", "h", ...
                  "int8", "c", "uint64", "Q", "uint32", "L", "uint16", "H", "uint8", "B");
  if (islogical (x))
    x = double (x);
  end
  if (isnumeric (x) && ! isreal (x) && ! any (imag (x)(:)))
    x = real (x);
  end
  if (! isnumeric (x) || ! isreal (x))
    bytes = wall_none ();
    return;
  end
  x = full (x);
  shape = typecast (int64 (size (x)), "uint8");
  data = typecast (x(:)', "uint8");
  bytes = [uint8("A"), uint8(codes.(class (x))), uint8(ndims (x)), shape, data];
end

% ---- reading ----

function request = wall_read_request ()
  file = fopen ("/dev/fd/3", "r");
  bytes = fread (file, Inf, "*uint8")';
  fclose (file);
  request = wall_decode (bytes);
end

function result = wall_decode (bytes)
  [result, at] = wall_item (bytes, 1);
end

function [result, at] = wall_item (bytes, at)
  tag = char (bytes(at));
  at++;
  switch (tag)
    case "N"
      result = [];
    case {"T", "F"}
      result = tag == "T";
    case "i"
      result = double (typecast (bytes(at:at+7), "int64"));
      at += 8;
    case "d"
      result = typecast (bytes(at:at+7), "double");
      at += 8;
    case {"s", "b"}
      n = double (typecast (bytes(at:at+3), "uint32"));
      result = bytes(at+4:at+3+n);
      at += 4 + n;
      if (tag == "s")
        result = char (result);
      end
    case "t"
      n = double (typecast (bytes(at:at+3), "uint32"));
      at += 4;
      result = cell (1, n);
      for k = 1:n
        [result{k}, at] = wall_item (bytes, at);
      end
    case "a"
      [result, at] = wall_array (bytes, at);
  end
end

% The parent sends doubles only, row by row; a vector becomes a column.
function [result, at] = wall_array (bytes, at)
  n_dimensions = double (bytes(at+1));
  at += 2;
  shape = double (typecast (bytes(at:at+8*n_dimensions-1), "int64"));
  at += 8 * n_dimensions;
  n = prod (shape);
  result = typecast (bytes(at:at+8*n-1), "double")(:);
  at += 8 * n;
  if (n_dimensions > 1)
    result = permute (reshape (result, fliplr (shape)), n_dimensions:-1:1);
  end
end

wall_driver ();
