// The limit that physics sets: frames of a room go to its other members as they are. No Yjs, no
// storage, no rights. What was sent is kept as it came, so that a newcomer can be given it.
import { WebSocketServer } from 'ws';
import { listen } from './listen.js';

/** @type {Map<string, { members: Set<import('ws').WebSocket>, updates: Buffer[] }>} */
const rooms = new Map();
const syncRequest = Buffer.from([0, 0, 1, 0]);
const syncDone = Buffer.from([0, 1, 2, 0, 0]);

const server = new WebSocketServer({ noServer: true, perMessageDeflate: false });
server.on('connection', (socket, request) => {
	const name = request.url ?? '';
	const room = rooms.get(name) ?? { members: new Set(), updates: [] };
	rooms.set(name, room);
	room.members.add(socket);
	socket.on('close', () => room.members.delete(socket));
	socket.on('message', (/** @type {Buffer} */ frame) => {
		const [type, step] = frame;
		if (type === 0 && step === 0) {
			for (const update of room.updates) socket.send(update);
			socket.send(syncDone);
		} else if (type === 1 || (type === 0 && step === 2)) {
			if (type === 0) room.updates.push(frame);
			for (const member of room.members) if (member !== socket) member.send(frame);
		}
	});
	socket.send(syncRequest);
});

listen((request, socket, head) =>
	server.handleUpgrade(request, socket, head, (ws) => server.emit('connection', ws, request))
);
