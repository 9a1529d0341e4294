-- Asks as a browser does, each time as the next viewer; prints what Load reads.
local threads = 0

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

function init(args)
  wrk.headers["Accept-Encoding"] = "gzip"
  wrk.headers["User-Agent"] = "viewers"
  requests = {}
  for cookie in io.lines(os.getenv("VIEWERS")) do
    wrk.headers["Cookie"] = cookie
    requests[#requests + 1] = wrk.format("GET")
  end
  at = number * 7
end

function request()
  at = at + 1
  return requests[at % #requests + 1]
end

function done(summary, latency, rates)
  local function measured(name, value) io.write(string.format("measured %s=%d\n", name, value)) end
  local errors = summary.errors
  measured("requests", summary.requests)
  measured("micros", summary.duration)
  measured("bytes", summary.bytes)
  measured("p50", latency:percentile(50))
  measured("p95", latency:percentile(95))
  measured("p99", latency:percentile(99))
  measured("max", latency.max)
  measured("errors", errors.connect + errors.read + errors.write + errors.status + errors.timeout)
end
