package io.plimsoll.reader.csv;

/** The bytes of a part in order, decompressed. */
interface ByteSource {
  /** How many of the bytes filled before must still stand in front of the next fill. */
  int HISTORY = 32 * 1024;

  /** How far behind {@code to} a fill may write. */
  int OVERRUN = 320;

  /**
   * Appends bytes to a buffer that holds the bytes of earlier fills in front of {@code from}, the last
   * {@link #HISTORY} of them at least.
   *
   * @param to where to stop at the latest; up to {@link #OVERRUN} bytes behind it may be written as well
   * @return the position behind the last byte appended; {@code from} at the end of the part
   * @throws DamagedPart once every byte in front of the damage was handed out
   */
  int fill(byte[] buffer, int from, int to) throws DamagedPart;
}
