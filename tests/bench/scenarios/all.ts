import { browser } from './browser.ts';
import { idle } from './idle.ts';
import { join } from './join.ts';
import { kill } from './kill.ts';
import { nodes } from './nodes.ts';
import type { Scenario } from './scenario.ts';
import { knee, typing } from './typing.ts';

/** The table of goals, as things to do. */
export const scenarios: Scenario[] = [
	typing({
		name: 'meeting',
		title: 'a meeting: 12 typing in one room, 5 letters a second each, carets told',
		plan: { rooms: 1, typists: 12, cursors: true },
		perSecond: 5,
		seconds: 6,
		goals: [
			{ figure: 'p50', of: 'relay', atMost: 1.15 },
			{ figure: 'CPU per 1,000 deliveries', of: 'relay', atMost: 1.4 },
			{ figure: 'CPU per 1,000 deliveries', of: 'y-websocket', atMost: 1 }
		]
	}),
	typing({
		name: 'rooms',
		title: '100 rooms × 5 typing, 4 letters a second each, carets told',
		plan: { rooms: 100, typists: 5, cursors: true },
		perSecond: 4,
		seconds: 6,
		goals: [
			{ figure: 'p50', of: 'relay', atMost: 1.2 },
			{ figure: 'p99', of: 'relay', atMost: 2 },
			{ figure: 'CPU per 1,000 deliveries', of: 'relay', atMost: 1.5 },
			{ figure: 'CPU per 1,000 deliveries', of: 'y-websocket', atMost: 0.7 },
			{ figure: 'receipt in commits, p50', atMost: 3 },
			{ figure: 'receipt p99', atMost: 50 }
		]
	}),
	typing({
		name: 'viewers',
		title: 'one room, 5 typing and 150 looking on, carets told',
		plan: { rooms: 1, typists: 5, viewers: 150, cursors: true },
		perSecond: 5,
		seconds: 6,
		goals: [
			{ figure: 'CPU per 1,000 deliveries', of: 'relay', atMost: 0.8 },
			{ figure: 'p99', of: 'relay', atMost: 1.5 }
		]
	}),
	knee({
		plan: { rooms: 250, typists: 5 },
		levels: [8, 12, 16, 22, 30, 40, 52, 68, 88, 115, 150, 195, 250, 275].map((k) => k * 1_000),
		seconds: 3
	}),
	join({ edits: 50_000, atOnce: 50 }),
	idle({ documents: 100, edits: 2_400, leftMs: 40_000 }),
	kill({ name: 'kill', rooms: 20, typists: 1, perSecond: 10, kills: 3 }),
	kill({ name: 'kill-busy', rooms: 20, typists: 4, perSecond: 40, kills: 3 }),
	nodes({ typists: 12, perSecond: 5, seconds: 6 }),
	browser({ cards: 300, typists: 5 })
];
