-- A load for wrk, walked from a plan: one request a line, "METHOD <tab> path <tab> Name: value|Name: value <tab> body".
-- "{n}" in a path or a body becomes a number that no other request of this run has.
-- With TIMED set, every thread has one connection, and reads and writes are timed apart.
local ffi = require("ffi")
ffi.cdef([[
  typedef struct { long seconds; long nanoseconds; } moment;
  int clock_gettime(int clock, moment *now);
]])
local now = ffi.new("moment")
local function milliseconds()
  ffi.C.clock_gettime(1, now)
  return tonumber(now.seconds) * 1000 + tonumber(now.nanoseconds) / 1e6
end

local threads = {}
function setup(thread)
  thread:set("index", #threads)
  table.insert(threads, thread)
end

local plan, at, number, began, writing = {}, 0, 0, 0, false
reads, writes, refused = {}, {}, 0

function init(arguments)
  local lines = {}
  for line in io.lines(os.getenv("PLAN")) do table.insert(lines, line) end
  -- Each thread walks lines of its own, unless there are too few of them.
  local step = tonumber(os.getenv("THREADS"))
  if #lines < 2 * step then step = 1 end
  for place = index % step + 1, #lines, step do
    local method, path, headers, body = lines[place]:match("^(%u+)\t([^\t]*)\t([^\t]*)\t(.*)$")
    local given = {}
    for name, value in headers:gmatch("([^:|]+): ([^|]*)") do given[name] = value end
    table.insert(plan, { method = method, path = path, headers = given, body = body ~= "" and body or nil })
  end
  number = index * 10000000 + tonumber(os.getenv("FIRST"))
end

function request()
  at = at % #plan + 1
  number = number + 1
  local one = plan[at]
  writing = one.method ~= "GET"
  began = milliseconds()
  local path = one.path:gsub("{n}", number)
  local body = one.body and one.body:gsub("{n}", number)
  return wrk.format(one.method, path, one.headers, body)
end

if os.getenv("TIMED") then
  function response(status, headers, body)
    table.insert(writing and writes or reads, milliseconds() - began)
    if status >= 400 then refused = refused + 1 end
  end
end

local function p99(name)
  local all = {}
  for _, thread in ipairs(threads) do
    for _, value in ipairs(thread:get(name)) do table.insert(all, value) end
  end
  table.sort(all)
  return all[math.ceil(#all * 0.99)] or 0
end

function done(summary, latency, requests)
  local errors = summary.errors
  local bad = errors.status + errors.connect + errors.read + errors.write + errors.timeout
  io.write(string.format(
    'RESULT {"requests": %d, "seconds": %.4f, "p50": %.3f, "p99": %.3f, "bad": %d, "reads": %.3f, "writes": %.3f}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1000, latency:percentile(99) / 1000, bad,
    p99("reads"), p99("writes")
  ))
end
