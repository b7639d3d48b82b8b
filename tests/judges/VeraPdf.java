// Judges PDF files with the veraPDF libraries: flavour as the argument, paths on standard input, verdicts out.
// Reads the validation profile itself, since the jar lacks the JAXB parts that veraPDF's own reader needs.

import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.RuleId;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.verapdf.pdfa.validation.validators.ValidatorFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

public class VeraPdf {
    public static void main(String[] args) throws Exception {
        Logger.getLogger("").setLevel(Level.OFF);
        PrintStream out = new PrintStream(System.out, true, "UTF-8");
        VeraGreenfieldFoundryProvider.initialise();
        boolean accessible = args[0].startsWith("UA");
        String id = accessible ? "UA" + args[0].substring(2) : args[0];
        String file = (accessible ? "PDFUA-" + args[0].substring(2) : "PDFA-" + args[0]) + ".xml";
        PDFAFlavour flavour = PDFAFlavour.byFlavourId(id);
        if (flavour == PDFAFlavour.NO_FLAVOUR) throw new IllegalArgumentException("no such flavour: " + args[0]);
        ValidationProfile profile = profile(flavour, file);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String path; (path = in.readLine()) != null; ) {
            out.println("FILE\t" + path);
            try (InputStream pdf = new FileInputStream(path);
                    PDFAParser parser = Foundries.defaultInstance().createParser(pdf, flavour);
                    PDFAValidator validator = ValidatorFactory.createValidator(profile, false)) {
                ValidationResult result = validator.validate(parser);
                Set<String> failures = new TreeSet<>();
                for (TestAssertion assertion : result.getTestAssertions())
                    if (assertion.getStatus() == TestAssertion.Status.FAILED)
                        failures.add(assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber()
                                + " " + assertion.getMessage() + " @ " + assertion.getLocation().getContext());
                if (!result.isCompliant() && failures.isEmpty()) failures.add("not compliant, no assertion given");
                if (result.getTotalAssertions() == 0) failures.add("veraPDF looked at nothing");
                for (String failure : failures) out.println("FAIL\t" + failure.replaceAll("\\s+", " "));
            } catch (Exception | StackOverflowError problem) {
                out.println("FAIL\tcannot be parsed: " + String.valueOf(problem).replaceAll("\\s+", " "));
            }
            out.println("END");
        }
    }

    private static ValidationProfile profile(PDFAFlavour flavour, String name) throws Exception {
        Document xml;
        try (InputStream in = VeraPdf.class.getResourceAsStream("/org/verapdf/pdfa/validation/" + name)) {
            xml = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
        }
        Set<Rule> rules = new HashSet<>();
        for (Element rule : elements(xml.getDocumentElement(), "rule")) {
            Element id = elements(rule, "id").get(0);
            RuleId ruleId = Profiles.ruleIdFromValues(
                    PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                    id.getAttribute("clause"), Integer.parseInt(id.getAttribute("testNumber")));
            rules.add(Profiles.ruleFromValues(ruleId, rule.getAttribute("object"),
                    rule.hasAttribute("deferred") ? Boolean.valueOf(rule.getAttribute("deferred")) : null,
                    rule.getAttribute("tags"), text(rule, "description"), text(rule, "test"),
                    Profiles.errorFromValues(text(rule, "message"), new ArrayList<>()), new ArrayList<>()));
        }
        Set<Variable> variables = new HashSet<>();
        for (Element variable : elements(xml.getDocumentElement(), "variable"))
            variables.add(Profiles.variableFromValues(variable.getAttribute("name"), variable.getAttribute("object"),
                    text(variable, "defaultValue"), text(variable, "value")));
        if (rules.size() < 50) throw new IllegalStateException(name + " has only " + rules.size() + " rules");
        return Profiles.profileFromValues(flavour,
                Profiles.profileDetailsFromValues(name, name, "veraPDF", new Date(0)), "", rules, variables);
    }

    private static List<Element> elements(Element parent, String name) {
        NodeList nodes = parent.getElementsByTagName(name);
        List<Element> found = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) found.add((Element) nodes.item(i));
        return found;
    }

    private static String text(Element parent, String name) {
        return elements(parent, name).get(0).getTextContent();
    }
}
