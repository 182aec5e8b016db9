"""report.html in a real browser: Chromium without a window, driven by python3-selenium. Clicks, filters, keys, what a short
message must not do, light and dark, print. Skipped where the browser or its driver is absent, and said to be.

browser_test.py MAPSIM ROOT [FOLDER]     screenshots and the print stay in FOLDER"""

import base64
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

try:
    from selenium import webdriver
    from selenium.webdriver.chrome.options import Options
    from selenium.webdriver.chrome.service import Service
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys
except ImportError:
    # Debian's package is that of Debian's Python, which need not be the first in PATH.
    if sys.executable != "/usr/bin/python3" and pathlib.Path("/usr/bin/python3").exists() and "MAPSIM_AGAIN" not in os.environ:
        os.execve("/usr/bin/python3", ["/usr/bin/python3", *sys.argv], {**os.environ, "MAPSIM_AGAIN": "1"})
    print("skipped: python3-selenium is not installed")
    sys.exit(77)

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
if not CHROMIUM or not DRIVER:
    print("skipped: no chromium, or no chromedriver (chromium, chromium-driver)")
    sys.exit(77)

MAPSIM, ROOT = sys.argv[1], pathlib.Path(sys.argv[2])
KEPT = pathlib.Path(sys.argv[3]) if len(sys.argv) > 3 else None
WORK = pathlib.Path(tempfile.mkdtemp())
ONE, MANY = WORK / "one", WORK / "many"
driver = None


def setUpModule():
    global driver
    hostile = ROOT / "tests/tools/report/report.yaml"
    subprocess.run([MAPSIM, "run", str(hostile), "--report", str(ONE), "--quiet"], capture_output=True)
    subprocess.run([MAPSIM, "run", str(ROOT / "scenarios/mt"), str(hostile), "--report", str(MANY), "--summary"],
                   capture_output=True)
    options = Options()
    options.binary_location = CHROMIUM
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--window-size=1600,1200",
                     "--host-resolver-rules=MAP * ~NOTFOUND", f"--user-data-dir={WORK / 'profile'}"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(service=Service(DRIVER), options=options)
    driver.set_page_load_timeout(30)


def tearDownModule():
    if driver:
        driver.quit()
    shutil.rmtree(WORK, ignore_errors=True)


class InBrowser(unittest.TestCase):
    folder = ONE

    def setUp(self):
        driver.get((self.folder / "report.html").as_uri())
        driver.get_log("browser")

    def tearDown(self):
        self.assertEqual([entry["message"] for entry in driver.get_log("browser")], [])

    @staticmethod
    def find(selector):
        return driver.find_element(By.CSS_SELECTOR, selector)

    @staticmethod
    def all(selector):
        return driver.find_elements(By.CSS_SELECTOR, selector)

    @staticmethod
    def press(*keys):
        driver.switch_to.active_element.send_keys(*keys)

    @staticmethod
    def focused():
        return driver.switch_to.active_element

    def field(self, name):
        return driver.execute_script("return Array.from(document.querySelectorAll('.tree .line'))"
                                     ".find(line => line.querySelector('.name').textContent === arguments[0])", name)

    def highlighted(self):
        return driver.execute_script(
            "return Array.from(document.querySelectorAll('.octets .on')).map(o => o.textContent).join(' ')")

    @staticmethod
    def visible(selector):
        return driver.execute_script("return Array.from(document.querySelectorAll(arguments[0]))"
                                     ".filter(e => e.getClientRects().length > 0)", selector)

    def keep(self, name):
        if KEPT:
            KEPT.mkdir(parents=True, exist_ok=True)
            driver.save_screenshot(str(KEPT / name))


class Message(InBrowser):
    def test_that_is_clicked_shows_its_fields_and_octets(self):
        self.find("#s0m2").click()
        self.assertEqual(self.field("imsi").text, 'imsi: "001010000000001"')
        self.assertEqual(self.find("#s0m2").get_attribute("aria-selected"), "true")
        self.assertTrue(self.find(".octets").text.startswith("0000  62 "))

    def test_field_that_is_clicked_has_its_octets_highlighted(self):
        self.find("#s0m2").click()
        self.field("tp-oa").click()
        self.assertEqual(self.highlighted(), "0b 91 51 55 10 00 01 f0")
        self.field("imsi").click()
        self.assertEqual(self.highlighted(), "00 01 01 00 00 00 00 f1")
        self.field("class").click()
        self.assertEqual(self.highlighted(), "")
        self.assertIn("lower layer", self.find(".range").text)

    def test_octet_that_is_clicked_chooses_the_smallest_field_that_has_it(self):
        self.find("#s0m2").click()
        self.field("tp-oa").click()
        at = self.find(".octets .on").get_attribute("data-at")
        self.field("imsi").click()
        self.find(f'.octets [data-at="{at}"]').click()
        self.assertEqual(self.focused().find_element(By.CSS_SELECTOR, ".line").text, 'tp-oa: "+15550100100"')

    def test_of_a_peer_is_text_and_nothing_else(self):
        self.find("#s0m2").click()
        self.assertIn("</script><img src=x onerror=alert(1)>\\u202e\\x07é", self.field("text").text)
        self.assertEqual(self.all("img, iframe, object"), [])
        self.assertEqual(len(self.all("script")), 2)
        self.assertIn("<script>alert(1)</script> \\u202e", self.find(".title").text)


class Failure(InBrowser):
    def test_shows_expected_beside_received(self):
        differing = self.all(".compare .differs")
        self.assertEqual(len(differing), 1)
        cells = [cell.text for cell in differing[0].find_elements(By.CSS_SELECTOR, "th, td")]
        self.assertEqual(cells, ["≠ components[0].argument.sm-RP-UI.sms-deliver.tp-oa", '"+15550100101"', '"+15550100100"',
                                 "report.yaml:27:57"])

    def test_leads_to_its_message(self):
        self.find("a.to-message").click()
        self.assertEqual(self.focused().get_attribute("id"), "s0m2")
        self.assertEqual(self.field("tp-oa").text, 'tp-oa: "+15550100100"')


class Filter(InBrowser):
    def shown(self):
        return [row.get_attribute("id") for row in self.visible(".message")]

    def test_by_endpoint(self):
        self.find('[data-endpoint-box="2"]').click()
        self.assertEqual(self.shown(), ["s0m2", "s0m3"])
        self.assertEqual(self.find(".shown").text, "2 of 4 messages")
        self.assertEqual(self.find("#s0m2").get_attribute("transform"), "translate(0,44)")
        self.find('[data-endpoint-box="2"]').click()
        self.assertEqual(len(self.shown()), 4)

    def test_by_dialogue(self):
        self.find('[data-dialogue-box="1"]').click()
        self.assertEqual(self.shown(), ["s0m0", "s0m1"])

    def test_leaves_the_keys_a_message_to_begin_at(self):
        self.find('[data-dialogue-box="0"]').click()
        self.assertEqual([row.get_attribute("id") for row in self.all('.message:not(.gone)[tabindex="0"]')], ["s0m2"])


class Keyboard(InBrowser):
    def reach_chart(self):
        for _ in range(30):
            self.press(Keys.TAB)
            if self.focused().get_attribute("role") == "option":
                return
        self.fail("the tabulator does not reach the chart")

    def test_reaches_messages_fields_and_back(self):
        self.reach_chart()
        self.assertEqual(self.focused().get_attribute("id"), "s0m0")
        self.press(Keys.ARROW_DOWN)
        self.press(Keys.ARROW_DOWN)
        self.assertEqual(self.focused().get_attribute("id"), "s0m2")
        self.press(Keys.END)
        self.assertEqual(self.focused().get_attribute("id"), "s0m3")
        self.press(Keys.HOME)
        self.assertEqual(self.focused().get_attribute("id"), "s0m0")
        self.press(Keys.ENTER)
        self.assertEqual(self.focused().get_attribute("role"), "treeitem")
        self.assertEqual(self.highlighted(), "04 00 00 01 00 14 03")
        self.press(Keys.ARROW_DOWN)
        self.assertEqual(self.focused().get_attribute("aria-expanded"), "true")
        self.press(Keys.ARROW_LEFT)
        self.assertEqual(self.focused().get_attribute("aria-expanded"), "false")
        self.press(Keys.ARROW_RIGHT)
        self.press(Keys.ARROW_RIGHT)
        self.assertTrue(self.focused().text.startswith("[0]"))
        self.press(Keys.ESCAPE)
        self.assertEqual(self.focused().get_attribute("id"), "s0m0")

    def test_goes_to_the_next_failure(self):
        self.find("body").send_keys("n")
        self.assertEqual(self.focused().get_attribute("id"), "s0m2")
        self.press("p")
        self.assertEqual(self.focused().get_attribute("id"), "s0m2")

    def test_focus_is_visible(self):
        self.reach_chart()
        stroke = self.find("#s0m0 .back").value_of_css_property("stroke-width")
        self.assertEqual(stroke, "3px")

    def test_everything_has_a_name_for_a_screen_reader(self):
        self.assertEqual(self.all('[role="option"]:not([aria-label]), [role="listbox"]:not([aria-label]), '
                                  '[role="region"]:not([aria-label]), [aria-label=""]'), [])
        self.assertEqual(self.find("html").get_attribute("lang"), "en")


class Summary(InBrowser):
    folder = MANY

    def rows(self):
        return self.visible(".scenario-row")

    def test_has_a_row_a_scenario_and_what_failed_first(self):
        self.assertGreater(len(self.rows()), 10)
        self.assertIn("expected \"+15550100101\"", self.rows()[0].text)
        self.keep("many.png")

    def test_filters(self):
        self.find("body").send_keys("/")
        self.press("more-messages")
        self.assertEqual(len(self.rows()), 6)
        self.assertEqual(self.find("#count").text.split(" ")[0], "6")
        self.find("#find").clear()
        self.find("#failed").click()
        self.assertEqual(len(self.rows()), 1)

    def test_leads_to_a_scenario_and_opens_it(self):
        link = self.find('a[href="#s0"]')
        self.assertIsNone(self.find("#s0").get_attribute("open"))
        link.click()
        self.assertEqual(self.find("#s0").get_attribute("open"), "true")

    def test_key_opens_and_closes_all(self):
        self.find("body").send_keys("e")
        self.assertEqual(self.all(".scenario:not([open])"), [])
        self.find("body").send_keys("e")
        self.assertEqual(self.all(".scenario[open]"), [])


def luminance(color):
    channels = [int(part) / 255 for part in color[color.index("(") + 1:-1].split(",")[:3]]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first, second):
    brighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


class Appearance(InBrowser):
    def scheme(self, name):
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": name}]})

    def test_is_readable_in_light_and_dark(self):
        backs = []
        for name in ("light", "dark"):
            self.scheme(name)
            self.find("#s0m2").click()
            self.field("tp-oa").click()
            body = self.find("body")
            back = body.value_of_css_property("background-color")
            backs.append(luminance(back))
            self.assertGreater(contrast(back, body.value_of_css_property("color")), 7)
            for selector in (".facts dt", ".badge.fail", ".time", "a", ".compare .differs td:nth-child(3)"):
                element = self.find(selector)
                color = element.value_of_css_property("fill" if selector == ".time" else "color")
                self.assertGreater(contrast(back, color), 4.5, (name, selector))
            self.keep(name + ".png")
        self.assertGreater(backs[0], 0.9)
        self.assertLess(backs[1], 0.1)
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})

    def test_prints_chart_and_failure_and_no_controls(self):
        self.scheme("dark")
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
        self.assertEqual([box for box in self.all(".filter, .keys") if box.is_displayed()], [])
        self.assertTrue(self.find(".chart").is_displayed())
        self.assertTrue(self.find(".compare").is_displayed())
        self.assertGreater(luminance(self.find("body").value_of_css_property("background-color")), 0.9)
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": []})
        pdf = base64.b64decode(driver.execute_cdp_cmd("Page.printToPDF", {"printBackground": True})["data"])
        self.assertEqual(pdf[:5], b"%PDF-")
        if KEPT:
            (KEPT / "print.pdf").write_bytes(pdf)


class Network(InBrowser):
    def test_is_not_asked_for_anything(self):
        names = driver.execute_script("return performance.getEntriesByType('resource').map(e => e.name)")
        self.assertEqual(names, [])

    def test_is_closed_to_scripts_by_the_policy(self):
        blocked = driver.execute_async_script(
            "const done = arguments[0];"
            "document.addEventListener('securitypolicyviolation', e => done(e.violatedDirective));"
            "const s = document.createElement('script'); s.textContent = 'window.ran = 1'; document.body.append(s);")
        self.assertTrue(blocked.startswith("script-src"))
        self.assertIsNone(driver.execute_script("return window.ran || null"))
        driver.get_log("browser")  # it says there that it blocked


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
