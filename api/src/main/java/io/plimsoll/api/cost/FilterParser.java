package io.plimsoll.api.cost;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the text form of a filter.
 *
 * <pre>
 * ServiceName = 'Storage' and not (tag:env in ('dev', 'test') or RegionId like 'west%')
 * ChargePeriodStart &gt;= '2025-10-01' and x_SkuTerm between '12' and '36'
 * tag:owner present and SubAccountId absent and "tag:Cost Center" = 'CC 1'
 * </pre>
 *
 * Words are read in any case; a name with blanks stands in double quotes; a quote inside single quotes is
 * doubled.
 */
public final class FilterParser {
  private static final Pattern TOKEN =
      Pattern.compile("\\s*(?:'((?:[^']|'')*)'|\"((?:[^\"]|\"\")*)\"|(<=|>=|<>|!=|[=<>(),])|([^\\s'\"=<>(),!]+))");

  private enum Kind {
    TEXT,
    QUOTED_NAME,
    SIGN,
    WORD,
    END
  }

  private record Token(Kind kind, String text, int at) {
    boolean is(String word) {
      return (kind == Kind.WORD || kind == Kind.SIGN) && text.toLowerCase(Locale.ROOT).equals(word);
    }
  }

  private final List<Token> tokens = new ArrayList<>();
  private int next;

  private FilterParser(String text) {
    Matcher m = TOKEN.matcher(text);
    int at = 0;
    while (at < text.length() && !text.substring(at).isBlank()) {
      if (!m.find(at) || m.start() != at) {
        throw new IllegalArgumentException("the filter cannot be read at '" + text.substring(at).strip() + "'");
      }
      if (m.group(1) != null) {
        tokens.add(new Token(Kind.TEXT, m.group(1).replace("''", "'"), m.start(1) - 1));
      } else if (m.group(2) != null) {
        tokens.add(new Token(Kind.QUOTED_NAME, m.group(2).replace("\"\"", "\""), m.start(2) - 1));
      } else if (m.group(3) != null) {
        tokens.add(new Token(Kind.SIGN, m.group(3), m.start(3)));
      } else {
        tokens.add(new Token(Kind.WORD, m.group(4), m.start(4)));
      }
      at = m.end();
    }
    tokens.add(new Token(Kind.END, "the end", text.length()));
  }

  /**
   * Reads a filter.
   *
   * @throws IllegalArgumentException saying what was expected and what stands there
   */
  public static Filter parse(String text) {
    FilterParser parser = new FilterParser(text);
    Filter filter = parser.or();
    parser.expect(parser.peek().kind() == Kind.END, "'and', 'or' or the end");
    return filter;
  }

  private Filter or() {
    List<Filter> of = new ArrayList<>(List.of(and()));
    while (take("or")) {
      of.add(and());
    }
    return of.size() == 1 ? of.get(0) : new Filter.Or(of);
  }

  private Filter and() {
    List<Filter> of = new ArrayList<>(List.of(not()));
    while (take("and")) {
      of.add(not());
    }
    return of.size() == 1 ? of.get(0) : new Filter.And(of);
  }

  private Filter not() {
    if (take("not")) {
      return new Filter.Not(not());
    }
    if (take("(")) {
      Filter inner = or();
      expect(take(")"), "')'");
      return inner;
    }
    return test();
  }

  private Filter test() {
    Token name = tokens.get(next++);
    if (name.kind() != Kind.WORD && name.kind() != Kind.QUOTED_NAME) {
      next--;
      expect(false, "a column or tag:key");
    }
    Dimension dimension = Dimension.parse(name.text());
    if (take("=")) {
      return new Filter.In(dimension, List.of(value()));
    }
    if (take("!=") || take("<>")) {
      return new Filter.Not(new Filter.In(dimension, List.of(value())));
    }
    if (take("<")) {
      return new Filter.Range(dimension, null, false, value(), false);
    }
    if (take("<=")) {
      return new Filter.Range(dimension, null, false, value(), true);
    }
    if (take(">")) {
      return new Filter.Range(dimension, value(), false, null, false);
    }
    if (take(">=")) {
      return new Filter.Range(dimension, value(), true, null, false);
    }
    if (take("present")) {
      return new Filter.Not(new Filter.Absent(dimension));
    }
    if (take("absent")) {
      return new Filter.Absent(dimension);
    }
    boolean negated = take("not");
    Filter test;
    if (take("in")) {
      test = in(dimension);
    } else if (take("like")) {
      test = new Filter.Like(dimension, value());
    } else if (take("between")) {
      String from = value();
      expect(take("and"), "'and'");
      test = new Filter.Range(dimension, from, true, value(), true);
    } else {
      expect(false, "=, !=, <, <=, >, >=, in, like, between, present or absent behind " + name.text());
      throw new AssertionError();
    }
    return negated ? new Filter.Not(test) : test;
  }

  private Filter in(Dimension dimension) {
    expect(take("("), "'('");
    List<String> values = new ArrayList<>(List.of(value()));
    while (take(",")) {
      values.add(value());
    }
    expect(take(")"), "')' or ','");
    return new Filter.In(dimension, values);
  }

  private String value() {
    Token token = peek();
    expect(token.kind() == Kind.TEXT || token.kind() == Kind.WORD, "a value in single quotes");
    next++;
    return token.text();
  }

  private boolean take(String word) {
    if (peek().is(word)) {
      next++;
      return true;
    }
    return false;
  }

  private Token peek() {
    return tokens.get(next);
  }

  private void expect(boolean met, String wanted) {
    if (!met) {
      Token found = peek();
      throw new IllegalArgumentException(
          "the filter needs " + wanted + " at character " + (found.at() + 1) + ", where it has " + (found.kind() == Kind.END ? "its end" : "'" + found.text() + "'"));
    }
  }
}
