// A small photograph as a phone would send it: with a block of EXIF that names its maker and its place.

const plain = Buffer.from(
  "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5aYVpQYEpRUk//2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT0//wAARCAAQABgDASIAAhEBAxEB/8QAFgABAQEAAAAAAAAAAAAAAAAAAAYF/8QAGhAAAQUBAAAAAAAAAAAAAAAAAAIFFlSj0f/EABUBAQEAAAAAAAAAAAAAAAAAAAAE/8QAHBEAAAYDAAAAAAAAAAAAAAAAAAEDFVGBodHw/9oADAMBAAIRAxEAPwDABdR9qq6K6I+1VdFdKXhCDxsTNysl1CFBdR9qq6K6A8IQeNg3KyXUP//Z",
  "base64",
);

/** What the camera wrote into the photograph and nobody may ever read on the site. */
export const secret = "GEHEIM!";

export function photograph(): { name: string; mimeType: string; buffer: Buffer } {
  const tiff = Buffer.concat([
    // Little endian, first directory at offset 8 with one entry: Make (0x010F), ASCII, 8 characters, at offset 26.
    Buffer.from([0x49, 0x49, 0x2a, 0, 8, 0, 0, 0, 1, 0, 0x0f, 0x01, 2, 0, 8, 0, 0, 0, 26, 0, 0, 0, 0, 0, 0, 0]),
    Buffer.from(`${secret}\0`, "latin1"),
  ]);
  const exif = Buffer.concat([Buffer.from("Exif\0\0", "latin1"), tiff]);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(exif.length + 2);
  const buffer = Buffer.concat([plain.subarray(0, 2), Buffer.from([0xff, 0xe1]), length, exif, plain.subarray(2)]);
  return { name: "steg.jpg", mimeType: "image/jpeg", buffer };
}
