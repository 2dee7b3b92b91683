/** Told where the card is held over, and where it is let go: the nearest `data-drop`, or null. */
export interface Dragging {
	onover: (where: string | null) => void;
	ondrop: (where: string | null) => void;
}

/**
 * Drags an element by finger or mouse. Only a shortcut: what it does can be done by a button, and a
 * press that does not move is no drag.
 */
export function drag(node: HTMLElement, given: Dragging) {
	let dragging = given;
	let from: { x: number; y: number } | null = null;

	const under = ({ clientX, clientY }: PointerEvent): string | null => {
		node.style.pointerEvents = 'none';
		const found = document.elementFromPoint(clientX, clientY);
		node.style.pointerEvents = '';
		return found?.closest<HTMLElement>('[data-drop]')?.dataset.drop ?? null;
	};
	function down(event: PointerEvent) {
		if (event.button !== 0) return;
		from = { x: event.clientX, y: event.clientY };
		node.setPointerCapture(event.pointerId);
	}
	function move(event: PointerEvent) {
		if (!from) return;
		const [x, y] = [event.clientX - from.x, event.clientY - from.y];
		node.style.transform = `translate(${x}px, ${y}px)`;
		dragging.onover(under(event));
	}
	function end(event: PointerEvent) {
		if (!from) return;
		const where = event.type === 'pointerup' ? under(event) : null;
		from = null;
		node.style.transform = '';
		dragging.ondrop(where);
	}

	node.addEventListener('pointerdown', down);
	node.addEventListener('pointermove', move);
	node.addEventListener('pointerup', end);
	node.addEventListener('pointercancel', end);
	return {
		update(next: Dragging) {
			dragging = next;
		},
		destroy() {
			node.removeEventListener('pointerdown', down);
			node.removeEventListener('pointermove', move);
			node.removeEventListener('pointerup', end);
			node.removeEventListener('pointercancel', end);
		}
	};
}
