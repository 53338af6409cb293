// A runner module that cannot start.
console.error('no such setting');
throw new Error('broken on purpose');
