package justera.conformance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.verapdf.core.EncryptedPdfException;
import org.verapdf.core.ModelParsingException;
import org.verapdf.core.ValidationException;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.RuleId;

/** veraPDF: is the file PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1)? */
final class FormatJudge {
  private static final List<PDFAFlavour> PROFILES =
      List.of(PDFAFlavour.PDFA_3_A, PDFAFlavour.PDFUA_1);

  FormatJudge() {
    VeraGreenfieldFoundryProvider.initialise();
  }

  /** Checks a PDF against both profiles, whatever it says about itself. */
  List<Verdict.Conformance> judge(Path pdf) {
    return PROFILES.stream().map(profile -> judge(pdf, profile)).toList();
  }

  private static Verdict.Conformance judge(Path pdf, PDFAFlavour profile) {
    try (PDFAParser parser = Foundries.defaultInstance().createParser(pdf.toFile(), profile);
        PDFAValidator validator = Foundries.defaultInstance().createValidator(profile, false)) {
      ValidationResult result = validator.validate(parser);
      return new Verdict.Conformance(
          profile.getId(), result.isCompliant(), sentences(result.getFailedChecks()));
    } catch (ModelParsingException
        | EncryptedPdfException
        | ValidationException
        | IOException
        | RuntimeException e) {
      // A damaged file can make the parser throw anything.
      return new Verdict.Conformance(profile.getId(), false, List.of("unreadable: " + e.getMessage()));
    }
  }

  private static List<String> sentences(Map<RuleId, Integer> failed) {
    return failed.entrySet().stream()
        .map(entry -> sentence(entry.getKey(), entry.getValue()))
        .sorted()
        .toList();
  }

  private static String sentence(RuleId rule, int times) {
    return "%s %s-%d (%d times)"
        .formatted(rule.getSpecification().getId(), rule.getClause(), rule.getTestNumber(), times);
  }
}
