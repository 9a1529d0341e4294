package io.plimsoll.generator;

/**
 * A billing account; each has an export of its own.
 *
 * @param name what people call it
 * @param currency what it is billed in, such as {@code EUR}; prices are in USD
 */
public record BillingAccount(String name, String currency) {}
