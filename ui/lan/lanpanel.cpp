// SPDX-License-Identifier: MIT
#include "ui/lan/lanpanel.h"

#include "ui/lan/copyrow.h"
#include "ui/lan/qrview.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/severityglyphs.h"
#include "ui/theme/tokens.h"

#include <QCheckBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

constexpr int IconSide = 16;

/// A sentence that must be seen, on the tint of a warning.
class Warning final : public QWidget
{
public:
    Warning(const QString &text, QWidget *parent)
        : QWidget(parent)
        , m_text(new QLabel(text, this))
    {
        m_text->setWordWrap(true);
        m_text->setFont(scaledFont(font(), SmallText));
        auto *row = new QHBoxLayout(this);
        row->setContentsMargins(30, 8, 10, 8);
        row->addWidget(m_text);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const Theme &theme = themeOf(this);
        painter.fillRect(rect(), theme.of(Severity::Warning).tint);
        paintSeverityGlyph(&painter, QRectF(8, 9, GlyphSize, GlyphSize), Severity::Warning, theme);
    }

private:
    QLabel *m_text;
};

QVBoxLayout *columnOf(QWidget *widget, int spacing)
{
    auto *column = new QVBoxLayout(widget);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spacing);
    return column;
}

} // namespace

LanPanel::LanPanel(QWidget *parent)
    : QWidget(parent)
    , m_switch(new QCheckBox(tr("Listen on the local network"), this))
    , m_open(new QWidget(this))
    , m_code(new QrView(this))
    , m_host(new QLabel(this))
    , m_scan(new QLabel(tr("Scan to open a page that sends a test call from the phone."), this))
    , m_problem(new QLabel(this))
    , m_address(new CopyRow(tr("Address"), u"lanAddress"_s, this))
    , m_key(new CopyRow(tr("Write key"), u"lanKey"_s, this))
    , m_renew(new QPushButton(tr("Make a new address and key"), this))
    , m_near(new QWidget(this))
    , m_android(new CopyRow(tr("Android emulator"), u"androidAddress"_s, this))
    , m_simulator(new CopyRow(tr("iOS Simulator"), u"simulatorAddress"_s, this))
    , m_cable(new CopyRow(tr("USB device"), u"cableCommand"_s, this))
{
    setObjectName(u"lanPanel"_s);
    setAccessibleName(tr("Phone or another machine"));
    m_switch->setObjectName(u"lanSwitch"_s);
    m_problem->setObjectName(u"lanProblem"_s);
    m_renew->setObjectName(u"lanRenew"_s);
    m_problem->setWordWrap(true);
    m_problem->setTextFormat(Qt::PlainText);

    auto *title = new QLabel(tr("Phone or another machine"), this);
    title->setFont(scaledFont(font(), 1.0, QFont::DemiBold));
    auto *icon = new QLabel(this);
    icon->setPixmap(lineIcon(u"phone"_s).pixmap(QSize(IconSide, IconSide), devicePixelRatioF()));
    auto *heading = new QHBoxLayout;
    heading->setSpacing(6);
    heading->addWidget(icon);
    heading->addWidget(title, 1);

    m_address->setToolTip(tr("For the SDK's host or endpoint option"));
    m_key->setToolTip(tr("For SDKs that drop the path of an address: give them this as their write key"));
    m_renew->setToolTip(tr("Whoever has the present ones can send no more calls"));
    auto *open = columnOf(m_open, 8);
    open->addWidget(makeCode());
    open->addWidget(m_address);
    open->addWidget(m_key);
    open->addWidget(makeWarning());
    open->addWidget(m_renew, 0, Qt::AlignLeft);
    auto *near = columnOf(m_near, 2);
    for (CopyRow *row : {m_android, m_simulator, m_cable})
        near->addWidget(row);

    auto *column = columnOf(this, 8);
    column->addLayout(heading);
    column->addWidget(m_switch);
    column->addWidget(m_problem);
    column->addWidget(m_open);
    column->addWidget(m_near);

    connect(m_switch, &QCheckBox::clicked, this, &LanPanel::lanRequested);
    connect(m_renew, &QPushButton::clicked, this, &LanPanel::newSecretsRequested);
    recolour();
    setReach({});
}

QWidget *LanPanel::makeCode()
{
    auto *widget = new QWidget(this);
    m_host->setObjectName(u"lanHost"_s);
    m_host->setFont(monoFont(font()));
    m_host->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_scan->setWordWrap(true);
    m_scan->setFont(scaledFont(font(), SmallText));
    auto *words = new QVBoxLayout;
    words->setSpacing(4);
    words->addWidget(m_host);
    words->addWidget(m_scan);
    words->addStretch(1);
    auto *row = new QHBoxLayout(widget);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    row->addWidget(m_code, 0, Qt::AlignTop);
    row->addLayout(words, 1);
    return widget;
}

QWidget *LanPanel::makeWarning()
{
    auto *warning =
        new Warning(tr("Anyone who has this address or write key can send calls, and they are stored in this "
                       "session. Others of the network are refused."),
            this);
    warning->setObjectName(u"lanWarning"_s);
    return warning;
}

void LanPanel::setReach(const Reach &reach, const QString &problem)
{
    const QString port = QString::number(reach.port);
    m_switch->setEnabled(reach.port != 0);
    m_switch->setChecked(reach.lan || !problem.isEmpty());
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    m_near->setVisible(reach.port != 0);
    m_android->setValue(u"10.0.2.2:"_s + port);
    m_simulator->setValue(reach.host + u':' + port);
    m_cable->setValue(u"adb reverse tcp:%1 tcp:%1"_s.arg(port));
    m_open->setVisible(reach.lan.has_value());
    if (!reach.lan)
        return;
    const QString address = reach.lan->address(reach.port);
    m_code->setAddress(address + u'/');
    m_host->setText(reach.lan->host + u':' + port);
    m_address->setValue(address);
    m_key->setValue(reach.lan->writeKey);
}

void LanPanel::recolour()
{
    const Theme &theme = themeOf(this);
    const auto paint = [](QLabel *label, const QColor &color) {
        QPalette palette = label->palette();
        palette.setColor(QPalette::WindowText, color);
        palette.setColor(QPalette::Text, color);
        label->setPalette(palette);
    };
    paint(m_scan, theme.text2);
    paint(m_problem, theme.of(Severity::Error).text);
}

void LanPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        recolour();
}

} // namespace spectap
