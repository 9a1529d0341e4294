package io.plimsoll.generator.estate;

import java.math.BigDecimal;

/** An amount in the billing currency and in USD. */
record Money(BigDecimal billing, BigDecimal usd) {
  static final Money ZERO = new Money(BigDecimal.ZERO, BigDecimal.ZERO);

  static Money ofUsd(BigDecimal usd, BigDecimal rate) {
    return new Money(usd.multiply(rate), usd);
  }

  static Money of(Meter.Prices price, BigDecimal quantity) {
    return new Money(
        price.billing().value().multiply(quantity), price.usd().value().multiply(quantity));
  }
}
