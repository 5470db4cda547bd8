// `make dev` tells over this socket what it built anew.
const { port } = document.querySelector("script[data-port]").dataset;
let wasClosed = false;

function connect() {
  const socket = new WebSocket(`ws://${location.hostname}:${port}/live_reload`);
  socket.onopen = () => wasClosed && location.reload();
  socket.onmessage = ({ data }) => {
    const { all, css } = JSON.parse(data);
    if (css) for (const link of document.querySelectorAll("link[rel=stylesheet]")) link.href = `/${css}?${Date.now()}`;
    if (all) location.reload();
  };
  socket.onclose = () => {
    wasClosed = true;
    setTimeout(connect, 500);
  };
}

connect();
