package justera.conformance;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/**
 * What the judges found in one file; printed as one line of JSON. Instants are ISO 8601, UTC.
 *
 * <p>{@code unreadable} says why EU DSS could not open the file at all, and is empty otherwise.
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record Verdict(
    String file,
    String unreadable,
    List<Signature> signatures,
    List<Timestamp> timestamps,
    List<Conformance> formats) {

  /** Returns the same verdict with what veraPDF said. */
  Verdict with(List<Conformance> judged) {
    return new Verdict(file, unreadable, signatures, timestamps, judged);
  }

  /**
   * One signature as EU DSS sees it.
   *
   * <p>{@code bestTime} is the earliest time DSS could prove; {@code unexplainedChanges} are the
   * places in the PDF that later revisions changed in a way DSS has no word for.
   */
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  record Signature(
      String id,
      String field,
      String signer,
      String indication,
      String subIndication,
      String level,
      String bestTime,
      List<String> unexplainedChanges,
      List<String> errors,
      List<String> warnings) {}

  /** One timestamp token as EU DSS sees it. */
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  record Timestamp(
      String id,
      String type,
      String producedBy,
      String indication,
      String subIndication,
      String time,
      List<String> errors,
      List<String> warnings) {}

  /** What veraPDF says about one profile; {@code failedRules} is empty when it passed. */
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  record Conformance(String profile, boolean passed, List<String> failedRules) {}
}
