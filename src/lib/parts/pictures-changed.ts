/** What open pages ask for again by, when they hear that the municipality has other pictures now. */
export const picturesChanged = 'samtavle:pictures';
