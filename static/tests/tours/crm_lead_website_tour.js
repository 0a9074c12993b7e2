import { addTour } from "./patient_tour";

addTour("l10n_vn_crm_contact_form", {
    steps: () => [
        { content: "Her name", trigger: "input[name=contact_name]", run: "edit Lê Thị Hà" },
        { content: "Her phone", trigger: "input[name=phone]", run: "edit 0912 345 678" },
        { content: "Her address", trigger: "input[name=email_from]", run: "edit ha@saomai.example.vn" },
        { content: "Her company", trigger: "input[name=partner_name]", run: "edit Sao Mai" },
        { content: "The subject", trigger: "input[name=name]", run: "edit Hỏi giá máy lọc nước" },
        { content: "Her need", trigger: "textarea[name=description]", run: "edit Cần 20 máy trong tháng này" },
        { content: "Send", trigger: ".s_website_form_send", run: "click", expectUnloadPage: true },
        { content: "It has arrived", trigger: "#wrap h1" },
    ],
});
