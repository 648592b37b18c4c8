-- Requests for wrk: the lines of the file in CUEPOINT_QUERIES as queries, one after the other.
local targets = {}

local function encode(text)
  return (text:gsub("[^%w%-%._~]", function(c) return string.format("%%%02X", c:byte()) end))
end

function init()
  local suffix = os.getenv("CUEPOINT_PARAMS") or ""
  for line in io.lines(os.getenv("CUEPOINT_QUERIES")) do
    targets[#targets + 1] = wrk.format("GET", "/v1/search?q=" .. encode(line) .. suffix)
  end
end

local at = 0
function request()
  at = at % #targets + 1
  return targets[at]
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format("RESULT %.1f %.3f %.3f %d %d\n",
    summary.requests / summary.duration * 1e6, latency:percentile(50) / 1e3,
    latency:percentile(99) / 1e3, summary.requests,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
