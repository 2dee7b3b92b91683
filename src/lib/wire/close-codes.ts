/**
 * Why a live socket was closed. 44xx: do not come back. 45xx and 1011–1013: come back later.
 * y-websocket 3 reads them so; a test keeps the two apart.
 */
export const closeCodes = {
	badFrame: 4400,
	signedOut: 4401,
	notAllowed: 4403,
	notFound: 4404,
	deleted: 4410,
	tooLarge: 4413,
	upgradeRequired: 4426,
	cannotSave: 4503,
	tooSlow: 4508,
	outOfOrder: 4509,
	tooFast: 4529,
	goingAway: 1001,
	failed: 1011
} as const;

/** After these nothing of the document may stay with whoever had it open. */
export function endsAccess(code: number): boolean {
	const { signedOut, notAllowed, notFound, deleted } = closeCodes;
	return [signedOut, notAllowed, notFound, deleted].some((one) => one === code);
}

export type CloseCode = (typeof closeCodes)[keyof typeof closeCodes];
