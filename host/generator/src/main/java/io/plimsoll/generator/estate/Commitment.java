package io.plimsoll.generator.estate;

/**
 * A reservation or a savings plan.
 *
 * @param reservation whether it is a reservation
 * @param meter the meter it covers
 * @param lines how many lines of use it covers, each of 24 hours a day
 * @param firstLine the first of them
 */
public record Commitment(
    int index, boolean reservation, String id, String name, String orderId, Meter meter, int lines, int firstLine) {

  static Commitment of(long seed, int index, Meter meter, int lines, int firstLine) {
    boolean reservation = index % 2 == 0;
    String order = Hash.guid(seed, index, 51);
    String path = reservation
        ? "/providers/microsoft.capacity/reservationorders/" + order + "/reservations/"
        : "/providers/microsoft.billingbenefits/savingsplanorders/" + order + "/savingsplans/";
    String name = (reservation ? "VM_RI_" : "SavingsPlan_") + (index < 10 ? "0" : "") + index;
    return new Commitment(
        index, reservation, path + Hash.guid(seed, index, 52), name, order, meter, lines, firstLine);
  }

  Meter.Prices price() {
    return reservation ? meter.reserved() : meter.planned();
  }

  /** FOCUS CommitmentDiscountType. */
  public String type() {
    return reservation ? "Reservation" : "Savings Plan";
  }

  /** FOCUS CommitmentDiscountCategory. */
  public String category() {
    return reservation ? "Usage" : "Spend";
  }

  /** Months; Azure writes 12 or 36. */
  public String term() {
    return index % 4 < 2 ? "12" : "36";
  }
}
