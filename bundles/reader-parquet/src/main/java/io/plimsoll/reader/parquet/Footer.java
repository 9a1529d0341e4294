package io.plimsoll.reader.parquet;

import java.util.List;

/**
 * What the end of a file says about the rest.
 *
 * @param rows of the whole file
 * @param encrypted whether some columns are encrypted
 */
record Footer(long rows, List<SchemaColumn> columns, List<RowGroup> groups, boolean encrypted) {
  /**
   * Some rows, column by column.
   *
   * @param chunks one for each leaf, in the schema's order
   */
  record RowGroup(long rows, List<Chunk> chunks) {}

  /**
   * The values of one leaf in one row group: pages, one behind the other.
   *
   * @param codec Parquet's number of the compression
   * @param values how many, absent ones counted
   * @param start where its first page begins
   * @param length bytes of all its pages
   * @param encrypted whether only the owner of a key can read it
   * @param elsewhere whether its bytes lie in another file
   */
  record Chunk(int codec, long values, long start, long length, boolean encrypted, boolean elsewhere) {}
}
