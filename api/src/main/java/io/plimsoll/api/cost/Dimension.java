package io.plimsoll.api.cost;

/** What costs are grouped or filtered by. */
public sealed interface Dimension {
  /** The name as asked for and answered: a column name, or {@code tag:} and a key. */
  String name();

  /** A column by its FOCUS or {@code x_} name. */
  record Column(String name) implements Dimension {}

  /** The value of one tag key. */
  record Tag(String key) implements Dimension {
    @Override
    public String name() {
      return "tag:" + key;
    }
  }

  /** Reads {@code ServiceName} or {@code tag:env}. */
  static Dimension parse(String text) {
    String name = text.strip();
    if (name.isEmpty() || name.equals("tag:")) {
      throw new IllegalArgumentException("'" + text + "' names no column or tag");
    }
    return name.startsWith("tag:") ? new Tag(name.substring(4)) : new Column(name);
  }
}
