"""Web hooks of a company that sells at several places, with what they have received."""

CUSTOMER = '{"id": 7, "first_name": "Hoa", "last_name": "Lê Thị", "phone": "0905777888", "orders_count": 0}'
TEXT = "chị Hoa, 0905 777 888, cần 20 máy lọc nước giao tại kho Trà Nóc"
NUMBER = '{"entry": [{"changes": [{"field": "leadgen", "value": {"leadgen_id": "444444444444444"}}]}]}'


def some_webhooks(env, team, admin):
    """Create and return web hooks of a shop, of Facebook and of a landing page; the last one has no key."""
    names = {"haravan": "Cửa hàng Haravan", "facebook": "Quảng cáo Facebook tháng 11", "ladipage": "Trang đích Tết"}
    webhooks = env["crm.lead.webhook"].with_user(admin)
    webhooks = webhooks.create(
        [
            {"name": name, "platform": platform, "team_id": team.id, "new_signing_secret": "bí mật"}
            for platform, name in names.items()
        ]
    )
    shop, facebook, _landing_page = webhooks
    for webhook, body in ((shop, CUSTOMER), (shop, TEXT), (facebook, NUMBER)):
        webhook.action_make_key()
        webhook.sudo()._count_use("received")
        answer = webhook.sudo()._receive(body.encode(), "application/json", {})
        webhook.sudo()._count_use(answer["status"])
    return webhooks
