"""Twenty invented papers, each with its numbers told another way; :mod:`tests.exports` writes them in every format.

Studies, people, places and figures are made up; the texts may be copied freely.
"""

from __future__ import annotations

from tests.exports import Paper


def _paper(number: int, title: str, *passages: tuple[str, str]) -> Paper:
    return Paper(title=title, passages=passages, doi=f"10.9999/twenty.{number}", pmid=f"{99000100 + number}")


TWENTY = tuple(
    _paper(number, *told)  # type: ignore[arg-type]
    for number, told in enumerate(
        (
            (
                "Posterior decompression for thoracic metastases: a consecutive series",
                ("", "Forty-three consecutive patients (26 men and 17 women; mean age 57 years, range 18–79) underwent "
                "posterior decompression for a thoracic metastasis. Pain was relieved in 24 of 43 patients (55.8%). "
                "Wound infection occurred in 3 patients (7.0%), and nobody died within 30 days. Mean follow-up was "
                "20.9±2.7 months. Median survival was 16.2 months (95% CI 10.1–22.3)."),
            ),
            (
                "Early mobilisation after lumbar discectomy: a randomised controlled trial",
                ("BACKGROUND", "Between 10 and 15% of all discectomies are followed by another one. Whether early "
                "mobilisation helps is not known."),
                ("METHODS", "We randomised 108 patients to early mobilisation (n = 55) or to bed rest (n = 53)."),
                ("RESULTS", "Pain relief was achieved in 85% of the early mobilisation group and in 70% of the bed "
                "rest group (P = .03). Recurrence was seen in 4 (7.3%) vs 6 (11.3%) patients (odds ratio 0.61, "
                "95% CI 0.16 to 2.31; p = 0.47)."),
                ("CONCLUSIONS", "Early mobilisation relieves pain."),
            ),
            (
                "Spinal meningioma in the elderly: resection and function",
                ("PURPOSE", "To describe what surgery offers to patients ≥ 75 years of age."),
                ("METHODS", "The charts of 64 patients operated on between 2003 and 2018 were reviewed."),
                ("RESULTS", "Gross total resection was achieved in 58 patients (90.6%) and subtotal resection in 6 "
                "(9.4%). Motor function improved in 39/52 patients (75.0%), was unchanged in 11 (21.2%) and worse "
                "in 2 (3.8%). There was no operative mortality. CSF leak occurred in 4.7% (n = 3)."),
                ("CONCLUSION", "Age alone is no reason to withhold surgery."),
            ),
            (
                "Long-term local control of sacral chordoma after en bloc resection",
                ("", "We treated 31 patients with a sacral chordoma by en bloc resection. Margins were wide in 19 "
                "(61%) and marginal in 12 (39%). 5-year local control was 84.8% and 10-year local control 61.2%. "
                "At 1, 5 and 10 years overall survival was 97%, 81% and 58%, respectively. Sphincter function was "
                "lost in two thirds of the patients. Marginal resection was a risk factor for local recurrence "
                "(HR 3.45; 95% CI 1.20–9.88; P = 0.02)."),
            ),
            (
                "Cervical disc arthroplasty against fusion in single-level disease",
                ("OBJECTIVE", "To compare arthroplasty with fusion."),
                ("METHODS", "In this retrospective cohort study 72 patients had arthroplasty and 81 had fusion."),
                ("RESULTS", "Mean operating time was 104 ± 22 minutes in the arthroplasty group and 118 ± 27 minutes "
                "in the fusion group (p = 0.001). Median blood loss was 60 mL (IQR 40–90) and 75 mL (IQR 50–110), "
                "respectively. Dysphagia was reported by 6 of 72 patients (8.3%) after arthroplasty and by 15 of 81 "
                "(18.5%) after fusion (p = 0.07). Two patients in each group underwent reoperation."),
                ("CONCLUSIONS", "Both operations are safe."),
            ),
            (
                "Kyphoplasty for osteoporotic fractures: pain and leakage in 212 vertebrae",
                ("", "A total of 168 patients with 212 fractured vertebrae were treated. The pain score fell from "
                "8.1 (SD 1.2) to 2.6 (SD 1.5) on the day after the procedure (P < 0.0001). Cement leaked at 34/212 "
                "levels (16.0%). No patient had a neurological deficit. An adjacent fracture was found in 12.5% of "
                "the patients within 2 years."),
            ),
            (
                "Outcome of dumbbell schwannoma of the cervical spine",
                ("BACKGROUND", "Dumbbell schwannomas grow on both sides of the foramen."),
                ("METHODS", "Twenty-eight patients (15 women, 13 men) were operated on by one surgeon."),
                ("RESULTS", "Complete removal was possible in all but three patients. Pain disappeared in 16 of the "
                "18 patients with pain before surgery (88.9%). Three of the four patients with a vertebral artery "
                "lesion had no symptoms. After a median follow-up of 61 months (range 12 to 144) two tumours had "
                "recurred."),
            ),
            (
                "Surgical treatment of spinal tuberculosis with paraplegia",
                ("", "The records of 1 024 patients treated for spinal tuberculosis in eleven hospitals were "
                "searched, and 96 patients with paraplegia were analysed. Of these 96 patients 71 (74.0%) walked "
                "again. Mortality was 3.1% (3/96). Fusion was complete in 88 of 93 survivors (94.6%) at 1 year. The "
                "kyphotic angle was corrected from 38.4° to 19.7°."),
            ),
            (
                "Stereotactic radiotherapy after separation surgery: a prospective study",
                ("Introduction", "Separation surgery makes room for radiotherapy."),
                ("Methods", "All patients treated between May 2014 and June 2019 were followed (N = 119)."),
                ("Results", "One-year local control was 88.3% (95% CI 81.0 to 93.2%). Complications of grade 3/4 were "
                "seen in <5% of patients. Median overall survival was 14.6 months (range 1–62); median "
                "progression-free survival was not reached. Age >65 years (HR 1.87, 95% CI [1.12, 3.12]; p = 0.017) "
                "predicted death."),
                ("Conclusion", "Separation surgery with radiotherapy gives lasting local control."),
            ),
            (
                "Anterior against posterior approach to burst fractures",
                ("", "In group A (n = 25) an anterior and in group B (n = 24) a posterior approach was used. Mean "
                "age was 41.2 years in group A and 39.8 years in group B. Blood loss was 980 ± 410 mL in group A and "
                "620 ± 290 mL in group B (P = 0·002). Complications occurred in 5 patients (20%) in group A and in "
                "3 (12.5%) in group B (P = NS). Neurological recovery was seen in 60% and 54%, respectively."),
            ),
            (
                "Risk factors for infection after instrumented spinal fusion",
                ("STUDY DESIGN", "Case-control study."),
                ("METHODS", "Fifty-two patients with a deep infection were compared with 208 controls."),
                ("RESULTS", "Diabetes was present in 17 of 52 patients (32.7%) and in 31 of 208 controls (14.9%; "
                "odds ratio 2.77, 95% CI 1.39–5.53). Obesity (OR = 2.08; 95% CI 1.10 to 3.93; p = 0.02) and operating "
                "time (OR 1.01, 95% CI 1.00–1.02; P < .001) were further risk factors."),
                ("CONCLUSIONS", "Diabetes triples the odds of infection."),
            ),
            (
                "Intramedullary ependymoma: the price of complete removal",
                ("Objective", "We set out to remove at least 90% of these tumours completely."),
                ("Methods", "Sixty-one patients with an intramedullary ependymoma (WHO grade II) of the segments "
                "C2–T4 were operated on."),
                ("Results", "Gross total removal was achieved in 57 patients (93.4%). At discharge 44.3% of the "
                "patients were worse than before; at 6 months 29.5% were improved, 52.5% unchanged and 18.0% worse. "
                "None of the patients died. 10-year progression-free survival was 86.1%."),
            ),
            (
                "Vertebral osteomyelitis: conservative or surgical treatment?",
                ("", "Of 143 patients screened, 129 patients were analysed: 78 were treated with antibiotics alone "
                "and 51 underwent surgery. Cure was achieved in 66 of 78 patients (84.6%) after antibiotics compared "
                "with 47 of 51 (92.2%) after surgery (p = 0.19). In-hospital mortality was 5.1% and 2.0%, "
                "respectively. Length of stay was 42 days (range 14–120)."),
            ),
            (
                "Tranexamic acid in scoliosis surgery: a double-blind trial",
                ("IMPORTANCE", "Scoliosis surgery costs blood."),
                ("DESIGN", "Randomised, double-blind, placebo-controlled trial."),
                ("INTERVENTIONS", "Tranexamic acid 30 mg/kg (n = 60) or placebo (n = 62)."),
                ("RESULTS", "Mean (SD) blood loss was 836 (301) mL with tranexamic acid and 1,124 (412) mL with "
                "placebo (mean difference −288 mL, 95% CI −417 to −159; P < .001). Transfusion was necessary in 9 "
                "patients (15.0%) vs 21 patients (33.9%). No thromboembolic event was observed in either group."),
                ("TRIAL REGISTRATION", "None, because the trial is invented."),
            ),
            (
                "Awake surgery for lumbar stenosis in frail patients",
                ("", "Spinal anaesthesia was used in 37 patients with lumbar stenosis (median age 81 years, IQR "
                "77–86). Every patient left the bed on the first day. Leg pain was relieved in 91.7 per cent of 36 "
                "patients at 3 months, and walking distance improved in 28 (77.8%). One patient (2.7%) had a dural "
                "tear; there were no deaths. The Oswestry disability index fell from 52.4±12.6 to 24.1±10.9 "
                "(p<0.001)."),
            ),
            (
                "Spinal cord compression by myeloma: radiotherapy with or without laminectomy",
                ("Background", "Myeloma is sensitive to radiation."),
                ("Patients and methods", "Thirty-four patients had radiotherapy alone and 29 had laminectomy before "
                "it."),
                ("Results", "Ambulation was regained by 12 of 20 (60%) non-ambulatory patients after radiotherapy and "
                "by 11 of 17 (64.7%) after laminectomy. Two-year survival was 62% and 59% (p = 0.81). Wound breakdown "
                "was seen in 13.8% after laminectomy."),
            ),
            (
                "Pedicle screw accuracy with and without navigation",
                ("", "In 88 patients 512 pedicle screws were placed, 264 with navigation and 248 freehand. "
                "Misplacement was found in 2.3% of the screws with navigation and in 8.9% of those without "
                "(relative risk 0.26; 95% CI 0.11–0.62). Operating time was 176 min with navigation versus 149 min "
                "without (P = 0.004). No screw injured a vessel."),
            ),
            (
                "Recurrence after surgery for tethered cord in adults",
                ("Aim", "To learn how often the cord is tethered again."),
                ("Methods", "Forty patients, 22 women and 18 men aged 18 to 63 years, were followed for a mean of "
                "7.4 years."),
                ("Results", "Back pain improved in 31 of 36 patients (86%), bladder function in 9 of 21 (43%). "
                "Retethering was suspected in one in five and proven in 4 patients (10%). Surgical morbidity was "
                "12.5% (pseudomeningocele in 3, meningitis in 2)."),
                ("Conclusion", "Pain responds better than the bladder."),
            ),
            (
                "Denosumab before surgery for giant cell tumour of the spine",
                ("", "Twenty-three patients with a giant cell tumour of the mobile spine were given denosumab for a "
                "median of 6 months (range 3–11) before resection. The tumour shrank by a mean of 21.4% (95% CI "
                "15.2–27.6). En bloc resection was done in 14 patients (60.9%) and curettage in 9 (39.1%). Local "
                "recurrence was 7.1% after en bloc resection and 44.4% after curettage (P=.03). Neurological status "
                "was normal in 21/23 patients (91.3%) at the last follow-up."),
            ),
            (
                "Minimally invasive fixation of unstable metastases: quality of life at three months",
                ("OBJECTIVES", "To measure quality of life after percutaneous fixation."),
                ("METHODS", "A prospective register held 76 patients; 70 (92.1%) answered at 3 months."),
                ("RESULTS", "The EQ-5D index rose from 0.41 (SD 0.22) to 0.66 (SD 0.19) at 3 months (P < 0.001). "
                "Pain relief of ≥ 2 points was reported by 58 of 70 patients (82.9%). Implant failure occurred in "
                "2.6% (2 of 76 patients) and wound infection in 0%. Thirty-day mortality was 6.6%."),
                ("CONCLUSIONS", "Quality of life improves within three months."),
            ),
        ),
        start=1,
    )
)  # fmt: skip
