package io.plimsoll.generator.table;

/** A number of rows: a code for each axis and a number for each measure. */
public final class Batch {
  private final int capacity;
  private final int[][] codes = new int[Axis.COUNT][];
  private final Amounts[] amounts = new Amounts[Measure.COUNT];
  private int rows;

  /** Room for so many rows. */
  public Batch(int capacity) {
    this.capacity = capacity;
    for (int axis = 0; axis < codes.length; axis++) {
      codes[axis] = new int[capacity];
    }
    for (int measure = 0; measure < amounts.length; measure++) {
      amounts[measure] = new Amounts(capacity);
    }
  }

  /** The codes of an axis; {@link Axis#CONSTANT} has only zeros. */
  public int[] codes(Axis axis) {
    return codes[axis.ordinal()];
  }

  /** The numbers of a measure. */
  public Amounts amounts(Measure measure) {
    return amounts[measure.ordinal()];
  }

  /** How many rows there are. */
  public int rows() {
    return rows;
  }

  /** Whether another row fits. */
  public boolean isFull() {
    return rows == capacity;
  }

  /** Takes the row at {@link #rows()} in. */
  public void add() {
    rows++;
  }

  /** Forgets all rows. */
  public void clear() {
    rows = 0;
  }

  /** Fills the next row with the values of an earlier one of this batch and takes it in. */
  public void repeat(int row) {
    for (int[] code : codes) {
      code[rows] = code[row];
    }
    for (Amounts amount : amounts) {
      amount.copy(rows, amount, row);
    }
    rows++;
  }
}
