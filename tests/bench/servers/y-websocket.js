// eslint-disable-next-line @typescript-eslint/ban-ts-comment -- reason: its packages are installed by `npm run bench` only
// @ts-nocheck: its packages are installed with the benchmark only, not where types are checked
// @y/websocket-server as its own server.js runs it; with YPERSISTENCE it stores in y-leveldb.
import { setupWSConnection } from '@y/websocket-server/utils';
import { WebSocketServer } from 'ws';
import { listen } from './listen.js';

const server = new WebSocketServer({ noServer: true, perMessageDeflate: false });
server.on('connection', setupWSConnection);
listen((request, socket, head) =>
	server.handleUpgrade(request, socket, head, (ws) => server.emit('connection', ws, request))
);
