import type { ProfessionalRole } from '#lib/model/person.ts';
import { roleName } from '#lib/parts/case-text.ts';

const roles: readonly ProfessionalRole[] = [
	'coordinator',
	'treatmentCounsellor',
	'supportWorker',
	'authorityOfficer'
];

export function roleChoices(): { value: string; label: string }[] {
	return roles.map((role) => ({ value: role, label: roleName(role) }));
}
