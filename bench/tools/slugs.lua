-- One of a thousand links at a time, as a browser asks for it.
local head = 'User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36\r\n'
  .. 'Referer: https://blog.example.org/post\r\n\r\n'
local next = 0
request = function()
  next = (next + 1) % 1000
  return 'GET /r/bench-' .. next .. '?utm_source=blog&sub1=a HTTP/1.1\r\nHost: localhost\r\n' .. head
end
