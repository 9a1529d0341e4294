package io.plimsoll.generator.estate;

/**
 * One way a service measures its use.
 *
 * @param unitDescription what the price list says, such as {@code 10K}
 * @param unit what quantities are counted in
 * @param block how many units one price buys; a power of ten
 * @param scale fraction digits of a priced quantity
 * @param least the smallest daily quantity
 * @param most the largest daily quantity
 * @param cheapest the lowest list price in USD, in millionths
 * @param dearest the highest list price in USD, in millionths
 * @param steady whether use hardly changes from day to day, as that of a disk
 */
public record Usage(
    String unitDescription,
    String unit,
    long block,
    int scale,
    long least,
    long most,
    long cheapest,
    long dearest,
    boolean steady) {

  static final Usage VM_HOURS = new Usage("1 Hour", "Hours", 1, 2, 24, 48, 8_000, 1_300_000, false);
  static final Usage HOURS = new Usage("1 Hour", "Hours", 1, 2, 24, 96, 12_000, 400_000, false);
  static final Usage GATEWAY_HOURS = new Usage("1 Hour", "Hours", 1, 0, 24, 24, 5_000, 300_000, true);
  static final Usage STORED_GB = new Usage("1 GB/Month", "GB/Month", 1, 8, 1, 500, 2_000, 80_000, true);
  static final Usage DISKS = new Usage("1/Month", "Units/Month", 1, 8, 1, 3, 60_000, 4_900_000, true);
  static final Usage OPERATIONS = new Usage("10K", "Units", 10_000, 4, 1, 2_000, 400, 8_000, false);
  static final Usage MILLIONS = new Usage("1M", "Units", 1_000_000, 8, 0, 40, 20_000, 200_000, false);
  static final Usage GIGABYTES = new Usage("1 GB", "GB", 1, 8, 0, 60, 10_000, 1_100_000, false);
  static final Usage TOKENS = new Usage("1K", "Units", 1_000, 4, 10, 9_000, 150, 15_000, false);
}
