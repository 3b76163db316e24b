// SPDX-License-Identifier: MIT
#include "ui/certificate/certificatedialog.h"

#include "ui/certificate/codeline.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/tokens.h"

#include <QDialogButtonBox>
#include <QDir>
#include <QEvent>
#include <QFileDialog>
#include <QFormLayout>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QPushButton>
#include <QSaveFile>
#include <QScrollArea>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

constexpr QSize DialogSize{820, 620};
constexpr int SystemsWidth = 120;

QString fingerprint(const QByteArray &digest)
{
    return QString::fromLatin1(digest.toHex(':').toUpper());
}

QLabel *wrappedLabel(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

} // namespace

CertificateDialog::CertificateDialog(CertificateShown certificate, QWidget *parent)
    : QDialog(parent)
    , m_certificate(std::move(certificate))
    , m_guides(trustGuides({m_certificate.path, m_certificate.title, m_certificate.port}))
    , m_systems(new QListWidget(this))
    , m_steps(new QScrollArea(this))
    , m_lead(wrappedLabel({}, this))
    , m_message(wrappedLabel({}, this))
{
    setObjectName(u"certificateDialog"_s);
    setWindowTitle(tr("Certificate for https"));
    resize(DialogSize);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(12);
    const bool usable = m_certificate.problem.isEmpty();
    m_lead->setText(usable
                        ? tr("SDKs that insist on https reach Spectap at the same port. They have to trust "
                             "this certificate, which Spectap made on this machine and which is good for "
                             "the names below and addresses of private networks, and no others.")
                        : m_certificate.problem);
    m_lead->setObjectName(u"certificateLead"_s);
    column->addWidget(m_lead);
    m_message->setObjectName(u"certificateMessage"_s);
    if (usable) {
        column->addWidget(makeFacts());
        column->addWidget(makeGuide(), 1);
    } else {
        column->addStretch(1);
    }
    column->addWidget(m_message);
    m_message->hide();
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    column->addWidget(buttons);
    m_systems->setVisible(usable);
    m_steps->setVisible(usable);
    recolour();
}

QLabel *CertificateDialog::addFact(QFormLayout *form, const QString &name, const QString &value, bool mono)
{
    auto *label = wrappedLabel(value, this);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label->setAccessibleName(name);
    if (mono)
        label->setFont(monoFont(font(), SmallText));
    form->addRow(name, label);
    return label;
}

QWidget *CertificateDialog::makeFacts()
{
    auto *facts = new QWidget(this);
    auto *form = new QFormLayout(facts);
    form->setContentsMargins(0, 0, 0, 0);
    form->setHorizontalSpacing(12);
    form->setVerticalSpacing(6);
    addFact(form, tr("Name"), m_certificate.title, false);
    addFact(form, tr("File"), QDir::toNativeSeparators(m_certificate.path), true)
        ->setObjectName(u"certificateFile"_s);
    // a break after half of it, so that both lines are alike
    QString digest = fingerprint(m_certificate.sha256);
    digest[digest.size() / 2] = u'\n';
    addFact(form, tr("SHA-256"), digest, true)->setObjectName(u"certificateFingerprint"_s);
    addFact(form, tr("Good for"), m_certificate.names.join(u", "_s), false);
    addFact(form, tr("Valid until"),
        QLocale().toString(m_certificate.until.toLocalTime().date(), QLocale::LongFormat), false);

    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    auto *save = new QPushButton(lineIcon(u"save"_s), tr("&Save certificate as\u2026"), facts);
    save->setObjectName(u"saveCertificateButton"_s);
    auto *copyPath = new QPushButton(lineIcon(u"copy"_s), tr("Copy &path"), facts);
    copyPath->setObjectName(u"copyCertificatePathButton"_s);
    auto *copyDigest = new QPushButton(lineIcon(u"copy"_s), tr("Copy SHA-&256"), facts);
    copyDigest->setObjectName(u"copyFingerprintButton"_s);
    for (QPushButton *button : {save, copyPath, copyDigest})
        row->addWidget(button);
    row->addStretch(1);
    form->addRow(QString(), row);
    connect(save, &QPushButton::clicked, this, &CertificateDialog::choosePlace);
    connect(copyPath, &QPushButton::clicked, this,
        [this, copyPath] { copyFrom(copyPath, QDir::toNativeSeparators(m_certificate.path)); });
    connect(copyDigest, &QPushButton::clicked, this,
        [this, copyDigest] { copyFrom(copyDigest, fingerprint(m_certificate.sha256)); });
    return facts;
}

QWidget *CertificateDialog::makeGuide()
{
    auto *guide = new QWidget(this);
    auto *row = new QHBoxLayout(guide);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    m_systems->setObjectName(u"certificateSystems"_s);
    m_systems->setAccessibleName(tr("Systems and languages"));
    m_systems->setFixedWidth(qRound(SystemsWidth * QFontInfo(font()).pixelSize() / 12.0));
    m_systems->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    for (const TrustGuide &entry : std::as_const(m_guides)) {
        auto *item = new QListWidgetItem(entry.title, m_systems);
        item->setSizeHint({0, fontMetrics().height() + 8});
        item->setToolTip(entry.detail);
    }
    m_steps->setObjectName(u"certificateSteps"_s);
    m_steps->setAccessibleName(tr("Steps"));
    m_steps->setWidgetResizable(true);
    m_steps->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_steps->setBackgroundRole(QPalette::Base);
    row->addWidget(m_systems);
    row->addWidget(m_steps, 1);
    connect(m_systems, &QListWidget::currentRowChanged, this, [this](int at) {
        if (at >= 0 && at < m_guides.size())
            m_steps->setWidget(makeSteps(m_guides[at]));
    });
#if defined(Q_OS_MACOS)
    showSystem(u"macos"_s);
#elif defined(Q_OS_WIN)
    showSystem(u"windows"_s);
#else
    showSystem(u"linux"_s);
#endif
    return guide;
}

QWidget *CertificateDialog::makeSteps(const TrustGuide &guide)
{
    auto *page = new QWidget;
    page->setBackgroundRole(QPalette::Base);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(12, 12, 12, 12);
    column->setSpacing(6);
    if (!guide.detail.isEmpty()) {
        QLabel *detail = wrappedLabel(tr("For %1:", "what a guide is for").arg(guide.detail), page);
        detail->setFont(scaledFont(font(), 1.0, QFont::DemiBold));
        column->addWidget(detail);
    }
    const auto add = [&](const QString &words, const QString &code, const QString &copyName) {
        column->addWidget(wrappedLabel(words, page));
        if (!code.isEmpty())
            column->addWidget(new CodeLine(code, copyName, page));
        column->addSpacing(6);
    };
    for (qsizetype i = 0; i < guide.steps.size(); ++i)
        add(guide.steps[i].text, guide.steps[i].code, tr("Copy step %1").arg(i + 1));
    if (!guide.undo.isEmpty())
        add(tr("To take it back:"), guide.undo, tr("Copy how to take it back"));
    column->addStretch(1);
    return page;
}

void CertificateDialog::showSystem(const QString &name)
{
    for (int row = 0; row < m_guides.size(); ++row) {
        if (m_guides[row].name == name)
            m_systems->setCurrentRow(row);
    }
}

void CertificateDialog::choosePlace()
{
    const QString path = QFileDialog::getSaveFileName(this, tr("Save the certificate"),
        QDir::homePath() + u"/spectap-ca.pem"_s, tr("Certificates (*.pem *.crt *.cer)"));
    if (path.isEmpty())
        return;
    const QString problem = saveTo(path);
    m_message->setText(problem.isEmpty() ? tr("Saved as %1.").arg(QDir::toNativeSeparators(path)) : problem);
    m_message->show();
}

QString CertificateDialog::saveTo(const QString &path) const
{
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(m_certificate.pem) == m_certificate.pem.size() &&
        file.commit())
        return {};
    return tr("%1 cannot be written: %2. Choose another place.")
        .arg(QDir::toNativeSeparators(path), file.errorString());
}

void CertificateDialog::recolour()
{
    const Theme &theme = themeOf(this);
    QPalette muted = palette();
    muted.setColor(QPalette::WindowText, theme.text2);
    if (m_lead->palette().color(QPalette::WindowText) != theme.text2)
        m_lead->setPalette(muted);
}

void CertificateDialog::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        recolour();
}

} // namespace spectap
