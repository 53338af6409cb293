/** Keys of builds made in one go begin so: such a build ends with the process that opened it. */
export const ONE_GO = 'one-go:';
