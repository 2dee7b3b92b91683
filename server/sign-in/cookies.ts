export type Holder = 'person' | 'seat' | 'screen' | 'citizen';

const names: Record<Holder, string> = {
	person: 'samtavle',
	seat: 'samtavle-seat',
	screen: 'samtavle-screen',
	citizen: 'samtavle-citizen'
};

/** `__Host-` binds a cookie to this very host, but browsers take it on https only. */
export function sessionCookie(holder: Holder, secure: boolean) {
	return {
		name: secure ? `__Host-${names[holder]}` : names[holder],
		options: { path: '/', httpOnly: true, secure, sameSite: 'lax' as const }
	};
}
