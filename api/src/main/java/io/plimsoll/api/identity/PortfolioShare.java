package io.plimsoll.api.identity;

/**
 * An organisation that was shared with a portfolio.
 *
 * @param role what the portfolio's people may do with every connection of it
 */
public record PortfolioShare(String portfolio, String organisation, AccessRole role) {}
