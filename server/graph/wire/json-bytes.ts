/** JSON as it comes over the wire. Some of Microsoft's gateways put a byte order mark before it; decoding takes that away. */
export function jsonOfBytes(body: Uint8Array): unknown {
  return JSON.parse(new TextDecoder().decode(body))
}
