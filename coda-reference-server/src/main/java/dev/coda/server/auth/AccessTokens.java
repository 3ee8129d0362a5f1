package dev.coda.server.auth;

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
import dev.coda.server.secret.Secrets;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Signs and reads access tokens: JWTs with HS256 and nothing else, whatever a token's own header
 * says. Thread-safe.
 */
@Singleton
final class AccessTokens {
  static final Duration LIFETIME = Duration.ofMinutes(15);

  private static final String ISSUER = "coda";
  private static final String AUDIENCE = "coda-api";
  private static final String ORGANIZATION = "org";
  private static final String SIGN_IN = "sid";
  private static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");
  private static final int CLOCK_SKEW_SECONDS = 30;

  private final Clock clock;
  private final MACSigner signer;
  private final DefaultJWTProcessor<SecurityContext> processor;

  AccessTokens(Secrets secrets, Clock clock) throws JOSEException {
    byte[] secret = secrets.jwtSecret().getBytes(StandardCharsets.UTF_8);
    this.clock = clock;
    this.signer = new MACSigner(secret);
    this.processor = new DefaultJWTProcessor<>();
    processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(TYPE));
    processor.setJWSKeySelector(
        new JWSVerificationKeySelector<>(JWSAlgorithm.HS256, new ImmutableSecret<>(secret)));
    processor.setJWTClaimsSetVerifier(claimsVerifier(clock));
  }

  String sign(UUID userId, UUID organizationId, UUID signInId) {
    Instant now = clock.instant();
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS256).type(TYPE).build(),
            new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject(userId.toString())
                .claim("type", "access")
                .claim(ORGANIZATION, organizationId.toString())
                .claim(SIGN_IN, signInId.toString())
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFETIME)))
                .build());
    try {
      token.sign(signer);
    } catch (JOSEException e) {
      throw new IllegalStateException("could not sign an access token", e);
    }
    return token.serialize();
  }

  Optional<CurrentUser> read(String token) {
    try {
      JWTClaimsSet claims = processor.process(token, null);
      return Optional.of(
          CurrentUser.signedIn(
              UUID.fromString(claims.getSubject()),
              UUID.fromString(claims.getStringClaim(ORGANIZATION)),
              UUID.fromString(claims.getStringClaim(SIGN_IN)),
              claims.getExpirationTime().toInstant()));
    } catch (ParseException | BadJOSEException | JOSEException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static DefaultJWTClaimsVerifier<SecurityContext> claimsVerifier(Clock clock) {
    DefaultJWTClaimsVerifier<SecurityContext> verifier =
        new DefaultJWTClaimsVerifier<>(
            AUDIENCE,
            new JWTClaimsSet.Builder().issuer(ISSUER).claim("type", "access").build(),
            Set.of("sub", "exp", "iat", ORGANIZATION, SIGN_IN)) {
          @Override
          protected Date currentTime() {
            return Date.from(clock.instant());
          }
        };
    verifier.setMaxClockSkew(CLOCK_SKEW_SECONDS);
    return verifier;
  }
}
