//! Requests in which nothing is wrong: of each kind one, so that whatever is changed in them is near to something.

/// An upload is not among them.
pub const FINE: &[&[u8]] = &[
    b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET /vorschlaege?thema=verkehr&q=b%C3%A4nke&nahe=12.14,54.09&seite=n5.3 HTTP/1.1\r\n\
      Host: localhost\r\nAccept-Encoding: br, gzip;q=0.5\r\nAccept-Language: de-DE, en;q=0.7\r\n\
      Cookie: wegmarken=a; wegmarken-sitzung=b\r\n\r\n",
    b"GET /en/robots.txt HTTP/1.1\r\nHost: localhost\r\nRange: bytes=0-10, 20-\r\n\
      If-None-Match: \"a\", W/\"b\"\r\nIf-Modified-Since: Tue, 01 Dec 2026 08:00:00 GMT\r\n\r\n",
    b"HEAD / HTTP/1.0\r\nUser-Agent: a\r\nX-Forwarded-For: 10.0.0.1, ::1\r\n\
      Connection: keep-alive\r\n\r\n",
    b"GET http://localhost/impressum HTTP/1.1\r\nHost: localhost\r\n\
      Forwarded: for=\"[::1]:80\";proto=https\r\nConnection: upgrade\r\nUpgrade: h2c\r\n\r\n",
    b"OPTIONS * HTTP/1.1\r\nHost: localhost\r\nOrigin: null\r\n\
      Access-Control-Request-Method: PUT\r\n\r\n",
    b"POST /vorschlaege/1/beitraege HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\n\
      Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 67\r\n\r\n\
      text=Am+Hafen+fehlen+B%C3%A4nke+im+Schatten&haltung=dafuer&name=Ada",
    b"POST /vorschlaege/1/beitraege HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\n\
      Content-Type: application/x-www-form-urlencoded; charset=utf-8\r\n\
      Transfer-Encoding: chunked\r\n\r\n14\r\ntext=Am+Hafen+fehlen\r\n19\r\n\
      +B%C3%A4nke+im+Schatten&h\r\n16\r\naltung=dafuer&name=Ada\r\n0\r\n\r\n",
    b"POST /anmelden HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\n\
      Content-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\
      Trailer: X-Trailer\r\nExpect: 100-continue\r\n\r\n14;a=\"b\"\r\ntext=Am+Hafen+fehlen\r\n\
      19;a=\"b\"\r\n+B%C3%A4nke+im+Schatten&h\r\n16;a=\"b\"\r\naltung=dafuer&name=Ada\r\n0\r\n\
      X-Trailer: a\r\n\r\n",
    b"PUT /api/v1/proposals/1/support HTTP/1.1\r\nHost: localhost\r\n\
      Sec-Fetch-Site: same-origin\r\nContent-Length: 0\r\n\r\n",
    b"POST /api/v1/outbox HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\n\
      Content-Type: application/json\r\nContent-Length: 128\r\n\r\n\
      {\"id\":\"8e03978e40d543ddbc936894a57f9324\",\"kind\":\"support\",\"content\":\"{\\\"proposal\\\":1,\\\"support\\\":true}\",\"created\":1795000000000}",
    HTTP_2,
];

/// The preface, an empty SETTINGS frame, and the start page.
pub const HTTP_2: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\
      \0\0\0\x04\0\0\0\0\0\0\0\x0e\x01\x05\0\0\0\x01\x82\x84\x86A\x09localhost";

/// Few of them may come at once from one address, so one sender alone sends it.
pub const UPLOAD: &[u8] = b"POST /vorschlaege/entwurf/8e03978e40d543ddbc936894a57f9324 HTTP/1.1\r\nHost: localhost\r\n\
      Sec-Fetch-Site: same-origin\r\nContent-Type: multipart/form-data; boundary=x\r\n\
      Content-Length: 175\r\n\r\n--x\r\nContent-Disposition: form-data; name=\"titel\"\r\n\r\n\
      Mehr B\xe4nke\r\n--x\r\n\
      Content-Disposition: form-data; name=\"bilder\"; filename=\"a.png\"\r\n\
      Content-Type: image/png\r\n\r\n\x89PNG\r\n--x--\r\n";
