package io.plimsoll.host.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.source.ImmutableSecret;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that say who signed in: JWT with HMAC-SHA-256, which nothing but this host accepts. None is kept, only what those
 * say that were checked before; a person's epoch, which each carries, ends all of his at once, and {@link SessionTable}
 * single ones. Thread-safe.
 */
final class Sessions {
  private static final String ISSUER = "plimsoll";
  private static final String EPOCH = "epoch";
  private static final String VIA = "via";
  private static final JOSEObjectType SESSION = new JOSEObjectType("plimsoll-session+jwt");

  /** Says that a password was right, to whoever brings a code; opens nothing. */
  private static final JOSEObjectType STEP = new JOSEObjectType("plimsoll-step+jwt");

  private static final Duration STEP_LENGTH = Duration.ofMinutes(5);

  /** Tokens that were checked and are known for what they say; a hundred people have ten each. */
  private static final int REMEMBERED = 1_000;

  private final Supplier<byte[]> key;
  private final Clock clock;
  private final Duration length;

  /** By the hash of the token, so that nothing here opens anything. */
  private final Map<String, Claims> checked = new ConcurrentHashMap<>();

  /**
   * @param key 32 bytes at least; asked for when it is needed
   */
  Sessions(Supplier<byte[]> key, Clock clock, Duration length) {
    this.key = key;
    this.clock = clock;
    this.length = length;
  }

  /**
   * What a token says.
   *
   * @param via the organisation whose provider vouched for him; {@code null} for a password
   */
  record Claims(String id, String person, int epoch, Instant expiresAt, @Nullable String via) {}

  /** A token and what it says. */
  record Issued(String token, Claims claims) {}

  Issued issue(String person, int epoch, @Nullable String via) {
    return issue(SESSION, person, epoch, length, via);
  }

  /** Stands for a password that was right. */
  Issued issueStep(String person, int epoch) {
    return issue(STEP, person, epoch, STEP_LENGTH, null);
  }

  private Issued issue(JOSEObjectType type, String person, int epoch, Duration holds, @Nullable String via) {
    Instant now = clock.instant();
    Claims claims = new Claims(Tokens.random(26), person, epoch, now.plus(holds), via);
    JWTClaimsSet set =
        new JWTClaimsSet.Builder()
            .issuer(ISSUER)
            .audience(ISSUER)
            .jwtID(claims.id())
            .subject(person)
            .claim(EPOCH, epoch)
            .claim(VIA, via)
            .issueTime(Date.from(now))
            .expirationTime(Date.from(claims.expiresAt()))
            .build();
    SignedJWT jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.HS256).type(type).build(), set);
    try {
      jwt.sign(new MACSigner(key.get()));
    } catch (JOSEException e) {
      throw new IllegalStateException("cannot sign a session", e);
    }
    return new Issued(jwt.serialize(), claims);
  }

  /** What a token says; empty when it was not issued here, was changed or has expired. */
  Optional<Claims> read(String token) {
    String hash = Tokens.hash(token);
    Claims known = checked.get(hash);
    if (known != null) {
      return Optional.of(known).filter(claims -> claims.expiresAt().isAfter(clock.instant()));
    }
    Optional<Claims> read = read(SESSION, token);
    read.ifPresent(
        claims -> {
          if (checked.size() >= REMEMBERED) {
            checked.clear();
          }
          checked.put(hash, claims);
        });
    return read;
  }

  /** What a token says that stands for a password; empty as for {@link #read(String)}. */
  Optional<Claims> readStep(String token) {
    return read(STEP, token);
  }

  private Optional<Claims> read(JOSEObjectType type, String token) {
    DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(type));
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.HS256, new ImmutableSecret<>(key.get())));
    DefaultJWTClaimsVerifier<SecurityContext> verifier =
        new DefaultJWTClaimsVerifier<>(
            ISSUER, new JWTClaimsSet.Builder().issuer(ISSUER).build(), Set.of("sub", "jti", "iat", "exp", EPOCH)) {
          @Override
          protected Date currentTime() {
            return Date.from(clock.instant());
          }
        };
    verifier.setMaxClockSkew(0);
    processor.setJWTClaimsSetVerifier(verifier);
    try {
      JWTClaimsSet set = processor.process(token, null);
      return Optional.of(
          new Claims(
              set.getJWTID(), set.getSubject(), Math.toIntExact(set.getLongClaim(EPOCH)), set.getExpirationTime().toInstant(),
              set.getStringClaim(VIA)));
    } catch (ParseException | BadJOSEException | JOSEException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  /** The token against forged requests that belongs to a session: worth nothing without it. */
  String csrfToken(Claims claims) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.get(), "HmacSHA256"));
      byte[] code = mac.doFinal(("csrf " + claims.id()).getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(code);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }
}
