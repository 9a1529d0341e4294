package io.plimsoll.generator.estate;

import io.plimsoll.generator.fault.Fault;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The charges of a month that are not daily use: fees, credits, taxes, corrections, planted changes. */
final class SingleCharges {
  private static final int ON_DEMAND = 0;
  private static final int PRICES = 3;

  private final Estate estate;
  private final YearMonth month;
  private final Set<Fault> faults;
  private final List<SingleCharge> charges = new ArrayList<>();

  private SingleCharges(Estate estate, YearMonth month, Set<Fault> faults) {
    this.estate = estate;
    this.month = month;
    this.faults = faults;
  }

  /** All of a month, given its lines and how many rows a long month shall have. */
  static List<SingleCharge> of(Estate estate, YearMonth month, Lines lines, long rows, Set<Fault> faults) {
    SingleCharges all = new SingleCharges(estate, month, faults);
    for (Commitment commitment : lines.commitments()) {
      all.fee(commitment);
      for (int day = 1; day <= month.lengthOfMonth(); day++) {
        all.unused(commitment, lines, month.atDay(day));
      }
    }
    all.bought(rows);
    all.credited(rows);
    all.planted();
    if (rows >= 200) {
      all.corrected(lines);
    }
    if (faults.contains(Fault.WIDE_NUMBERS)) {
      all.wide();
    }
    return all.charges;
  }

  /** How many there are in a month of 31 days. */
  static int countInLongMonth(Estate estate, Lines lines, long rows, Set<Fault> faults) {
    return of(estate, YearMonth.of(2024, 1), lines, rows, faults).size();
  }

  private void fee(Commitment commitment) {
    BigDecimal hours = BigDecimal.valueOf(24L * commitment.lines() * month.lengthOfMonth());
    Money fee = faults.contains(Fault.ZERO_PURCHASE_COST) ? Money.ZERO : Money.of(commitment.price(), hours);
    Money listed = faults.contains(Fault.PURCHASE_LIST_COST) ? fee : Money.ZERO;
    Money effective = faults.contains(Fault.PURCHASE_EFFECTIVE_COST) ? fee : Money.ZERO;
    charges.add(new SingleCharge(
        estate.commitmentResource(commitment.index()), commitment.meter().index(), ON_DEMAND, Calendar.wholeMonth(),
        ChargeKind.COMMITMENT_PURCHASE, commitment.index() + 1, month.atDay(1), fee, effective, listed, listed,
        BigDecimal.ONE, false));
  }

  private void unused(Commitment commitment, Lines lines, LocalDate day) {
    int left = 24 * commitment.lines();
    for (int line = commitment.firstLine(); line < commitment.firstLine() + commitment.lines(); line++) {
      left -= lines.hours(line, day.toEpochDay());
    }
    BigDecimal hours = BigDecimal.valueOf(left);
    charges.add(new SingleCharge(
        estate.commitmentResource(commitment.index()), commitment.meter().index(),
        commitment.reservation() ? 1 : 2, Calendar.code(month, day),
        commitment.reservation() ? ChargeKind.RESERVATION_UNUSED : ChargeKind.PLAN_UNUSED, commitment.index() + 1,
        day, Money.ZERO, Money.of(commitment.price(), hours), Money.ZERO, Money.ZERO, hours, false));
  }

  private void bought(long rows) {
    Money support = usd("1000.00");
    single(estate.support(), Service.SUPPORT, ChargeKind.SUPPORT_PURCHASE, Calendar.wholeMonth(), 1, support);
    int products = rows < 100 ? 0 : 3;
    for (int i = 0; i < products; i++) {
      Money price = usd(BigDecimal.valueOf(4_900 + 2_500L * Hash.below(40, estate.seed(), i, 91), 2));
      single(estate.product(i), Service.MARKETPLACE, ChargeKind.MARKETPLACE_PURCHASE, Calendar.wholeMonth(), 1, price);
    }
    if (rows >= 1_000) {
      int day = 8 + Hash.below(14, estate.seed(), month.getMonthValue(), 92);
      single(estate.product(1), Service.MARKETPLACE, ChargeKind.ONE_TIME_PURCHASE,
          Calendar.code(month, month.atDay(day)), day, usd("249.99"));
    }
  }

  private void credited(long rows) {
    int accounts = (int) Math.min(estate.spec().subscriptions(), rows / 250 + 1);
    for (int i = 0; i < accounts; i++) {
      BigDecimal credit = BigDecimal.valueOf(-500L - 100 * Hash.below(50, estate.seed(), i, 93), 2);
      single(estate.credit(i), Service.CREDIT, ChargeKind.CREDIT, day(15), 15, usd(credit));
      if (rows >= 100) {
        BigDecimal tax = BigDecimal.valueOf(1_000L + 10 * Hash.below(2_000, estate.seed(), i, 94), 2);
        int last = month.lengthOfMonth();
        single(estate.tax(i), Service.TAX, ChargeKind.TAX, day(last), last, usd(tax));
      }
    }
  }

  private void corrected(Lines lines) {
    for (int i = 0; i < Math.min(3, lines.count()); i++) {
      int line = lines.count() - 1 - i;
      Meter meter = estate.meter(lines.meter(line));
      BigDecimal quantity = BigDecimal.valueOf(-1 - Hash.below(900, estate.seed(), i, 95), 2);
      // a late change of the month before: FOCUS says Correction, Azure names no original
      charges.add(used(lines.resource(line), meter, ChargeKind.CORRECTION, month.atDay(1).minusDays(1 + i), quantity,
          month.atDay(3)));
    }
    Meter meter = estate.meter(lines.meter(0));
    charges.add(used(lines.resource(0), meter, ChargeKind.REFUND, month.atDay(11), new BigDecimal("-4.25"),
        month.atDay(11)));
  }

  private void planted() {
    List<PlantedChange> changes = estate.spec().planted();
    for (int i = 0; i < changes.size(); i++) {
      for (int day = 1; day <= month.lengthOfMonth(); day++) {
        SingleCharge charge = planted(estate, i, month.atDay(day));
        if (charge != null) {
          charges.add(charge);
        }
      }
    }
  }

  /** The charge of a planted change on a day, or {@code null} when there is none that day. */
  static @Nullable SingleCharge planted(Estate estate, int index, LocalDate day) {
    PlantedChange change = estate.spec().planted().get(index);
    int factor = change.factorOn(day);
    if (factor == 0) {
      return null;
    }
    Meter meter = estate.meter(Estate.service(change).index() * Meter.PER_SERVICE);
    long noise = 980 + Hash.below(41, estate.seed(), index * 100_000L + day.toEpochDay(), 96);
    BigDecimal quantity = change.dailyCost()
        .multiply(BigDecimal.valueOf(noise * factor, 3))
        .divide(meter.contracted().usd().value(), 8, RoundingMode.HALF_UP);
    SingleCharges of = new SingleCharges(estate, YearMonth.from(day), Set.of());
    return of.used(estate.planted(index), meter, ChargeKind.ON_DEMAND, day, quantity, day);
  }

  /** Numbers too wide for 128 bits, in pairs that nearly cancel out. */
  private void wide() {
    String[] amounts = {
      "12345678901234567890.0123456789012345678901234567", "-12345678901234567889.0123456789012345678901234566",
      "98765432109876543210.9876543210987654321098765432", "-98765432109876543210.9876543210987654321098765431"
    };
    for (String amount : amounts) {
      BigDecimal wide = new BigDecimal(amount);
      Money money = new Money(wide, wide);
      single(estate.product(0), Service.MARKETPLACE, ChargeKind.ONE_TIME_PURCHASE, day(1), 1, money);
    }
  }

  private SingleCharge used(
      int resource, Meter meter, ChargeKind kind, LocalDate day, BigDecimal quantity, LocalDate posted) {
    Money cost = Money.of(meter.contracted(), quantity);
    return new SingleCharge(
        resource, meter.index(), ON_DEMAND, Calendar.code(month, day), kind, 0, posted, cost, cost,
        Money.of(meter.list(), quantity), cost, quantity, kind != ChargeKind.REFUND);
  }

  private void single(int resource, int service, ChargeKind kind, int period, int posted, Money cost) {
    boolean sold = kind.category().equals("Purchase");
    charges.add(new SingleCharge(
        resource, service * Meter.PER_SERVICE, ON_DEMAND, period, kind, 0, month.atDay(posted), cost, cost, cost, cost,
        sold ? BigDecimal.ONE : null, false));
  }

  private int day(int ofMonth) {
    return Calendar.code(month, month.atDay(ofMonth));
  }

  private Money usd(String amount) {
    return usd(new BigDecimal(amount));
  }

  private Money usd(BigDecimal amount) {
    return Money.ofUsd(amount, estate.rate());
  }

  /** The code of the price axis. */
  static int price(int meter, int level) {
    return meter * PRICES + level;
  }
}
