package io.plimsoll.generator.estate;

import java.math.BigDecimal;
import java.util.Locale;

/**
 * A meter of the price list, with what a unit costs in the billing currency and in USD.
 *
 * @param reserved price of a unit under a reservation
 * @param planned price of a unit under a savings plan
 */
public record Meter(
    int index,
    Service service,
    Usage usage,
    String id,
    String name,
    String subcategory,
    String skuId,
    String skuPriceId,
    Prices list,
    Prices contracted,
    Prices reserved,
    Prices planned) {

  /** Meters a service has. */
  static final int PER_SERVICE = 24;

  /** A unit price in both currencies. */
  public record Prices(Price billing, Price usd) {
    Prices times(BigDecimal factor) {
      return new Prices(billing.times(factor), usd.times(factor));
    }
  }

  static Meter of(long seed, int index, BigDecimal usdToBilling) {
    Service service = Service.ALL.get(index / PER_SERVICE);
    int within = index % PER_SERVICE;
    String sku = service.skus()[within % service.skus().length];
    Usage usage = service.usages().get(within % service.skus().length % service.usages().size());
    double u = Hash.unit(seed, index, 41);
    long micros = usage.cheapest() + (long) ((usage.dearest() - usage.cheapest()) * u * u * u);
    Price usd = Price.of(BigDecimal.valueOf(micros, 6).stripTrailingZeros());
    Prices list = new Prices(usd.times(usdToBilling), usd);
    int discount = new int[] {0, 0, 5, 7, 12, 15}[Hash.below(6, seed, index, 42)];
    Prices contracted = list.times(BigDecimal.valueOf(100L - discount, 2));
    String series = within < service.skus().length ? "" : " Gen" + (1 + within / service.skus().length);
    String skuId = "DZH318Z" + base36(Hash.of(seed, index, 43), 5);
    return new Meter(
        index, service, usage, Hash.guid(seed, index, 44), sku + series,
        service.name() + " " + sku.split(" ")[0] + " Series",
        skuId, skuId + '_' + base36(Hash.of(seed, index, 45), 4) + '_' + usage.unitDescription() + ' ' + sku,
        list, contracted, contracted.times(new BigDecimal("0.62")), contracted.times(new BigDecimal("0.79")));
  }

  /** What the charge is described as. */
  public String description() {
    return subcategory + " - " + name;
  }

  private static String base36(long bits, int length) {
    String text = Long.toString(bits >>> 1, 36).toUpperCase(Locale.ROOT);
    return ("0".repeat(length) + text).substring(text.length());
  }
}
