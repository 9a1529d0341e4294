package io.plimsoll.api.focus;

/** What was repaired, tolerated or missed while an export was read; receipts count each. */
public enum DataQualityCode {
  /** An empty text stood where null belongs; read as null. */
  EMPTY_TEXT_AS_NULL("empty text read as null"),
  /** The text NULL stood where null belongs; read as null. */
  NULL_WORD_AS_NULL("the word NULL read as null"),
  /** A second byte order mark was skipped. */
  EXTRA_BYTE_ORDER_MARK("extra byte order mark skipped"),
  /** An empty line was skipped. */
  BLANK_LINE("blank line skipped"),
  /** A date without seconds, as FOCUS 1.0 exports write it. */
  DATE_WITHOUT_SECONDS("date without seconds"),
  /** A date without a zone, read as UTC. */
  DATE_WITHOUT_ZONE("date without a zone read as UTC"),
  /** A date with an offset, turned into UTC. */
  DATE_WITH_OFFSET("date with an offset turned into UTC"),
  /** A number with an exponent, expanded exactly. */
  NUMBER_WITH_EXPONENT("number with an exponent expanded"),
  /** A cost came as binary floating point; the shortest decimal that names it was taken. */
  FLOATING_POINT_COST("floating point cost read as its shortest decimal"),
  /** A number finer than 38 fraction digits was rounded half even; totals of the column are not exact. */
  NUMBER_ROUNDED("number rounded to 38 fraction digits"),
  /** Tags without braces were read as if they had them. */
  TAGS_WITHOUT_BRACES("tags without braces"),
  /** Tags that are not a JSON object; kept as raw text, no tag key can be asked for. */
  TAGS_MALFORMED("malformed tags kept as raw text"),
  /** A tag key stood twice; the first value counts. */
  TAGS_DUPLICATE_KEY("duplicate tag key, first value kept"),
  /** A cost that must not be null is null; it adds nothing. */
  COST_MISSING("cost missing"),
  /** A text that must not be null is null. */
  VALUE_MISSING("mandatory value missing"),
  /** A value outside the list its column allows. */
  VALUE_NOT_ALLOWED("value outside the allowed ones"),
  /** A column came under an older or newer name. */
  COLUMN_RENAMED("column under another version's name"),
  /** The same resource id came in several casings; the lower-case form joins them. */
  RESOURCE_ID_CASE("resource id in another casing"),
  /** A term such as 1Year or P1Y that is not a number of months. */
  TERM_NORMALISED("term turned into months"),
  /** A charge has no sub account, as commitments have none; it is kept. */
  SUB_ACCOUNT_MISSING("charge without a sub account"),
  /** A correction that names no original charge. */
  CORRECTION("late correction");

  private final String text;

  DataQualityCode(String text) {
    this.text = text;
  }

  /** The code in words, as receipts print it behind the count. */
  public String text() {
    return text;
  }
}
