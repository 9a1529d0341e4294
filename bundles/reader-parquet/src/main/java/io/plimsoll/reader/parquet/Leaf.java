package io.plimsoll.reader.parquet;

/**
 * A column of values in the file.
 *
 * @param index its place among the chunks of a row group
 * @param length bytes of a value; 0 for texts and flags
 * @param precision digits of a decimal
 * @param scale fraction digits of a decimal, 0 for others
 * @param maxDefinition how many of its levels may be absent
 * @param maxRepetition how many of its levels repeat
 */
record Leaf(
    int index,
    Physical physical,
    int length,
    Meaning meaning,
    int precision,
    int scale,
    int maxDefinition,
    int maxRepetition) {

  /** The type in Parquet's words, such as {@code FIXED_LEN_BYTE_ARRAY(16) DECIMAL(38,18)}. */
  String describe() {
    String bytes = physical == Physical.FIXED_LEN_BYTE_ARRAY ? physical + "(" + length + ")" : physical.toString();
    String word = meaning == Meaning.DECIMAL ? "DECIMAL(" + precision + "," + scale + ")" : meaning.word();
    return word.isEmpty() ? bytes : bytes + " " + word;
  }
}
