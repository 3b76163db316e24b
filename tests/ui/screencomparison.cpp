// SPDX-License-Identifier: MIT
#include "tests/ui/screencomparison.h"

#include <QCoreApplication>
#include <QDir>

#include <algorithm>
#include <cstdlib>

using namespace Qt::StringLiterals;

namespace spectap::test {

namespace {

constexpr int Shrink = 8;
constexpr int MaxChannelDifference = 28; ///< of 255, of the mean colour of 8 by 8 pixels
constexpr double MaxDifferentShare = 0.01;

QImage reduced(const QImage &picture)
{
    return picture.convertToFormat(QImage::Format_RGB32)
        .scaled(picture.size() / Shrink, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
}

bool isDifferent(QRgb a, QRgb b)
{
    return std::max({std::abs(qRed(a) - qRed(b)), std::abs(qGreen(a) - qGreen(b)),
               std::abs(qBlue(a) - qBlue(b))}) > MaxChannelDifference;
}

} // namespace

QString differenceFromScreen(const QImage &picture, const QString &name)
{
    const QString kept = u"%1/%2.png"_s.arg(QStringLiteral(SPECTAP_SCREENS), name);
    const QImage small = reduced(picture);
    if (qEnvironmentVariableIsSet("SPECTAP_KEEP_SCREENS"))
        return small.save(kept) ? QString() : u"%1 cannot be written"_s.arg(kept);
    const QImage expected = QImage(kept).convertToFormat(QImage::Format_RGB32);
    QString wrong;
    if (expected.isNull()) {
        wrong = u"there is no %1"_s.arg(kept);
    } else if (expected.size() != small.size()) {
        wrong = u"%1x%2 instead of %3x%4"_s.arg(small.width())
                    .arg(small.height())
                    .arg(expected.width())
                    .arg(expected.height());
    } else {
        int different = 0;
        for (int y = 0; y < small.height(); ++y) {
            for (int x = 0; x < small.width(); ++x)
                different += isDifferent(small.pixel(x, y), expected.pixel(x, y));
        }
        const double share = double(different) / (small.width() * small.height());
        if (share > MaxDifferentShare)
            wrong = u"%1 % of it has other colours"_s.arg(100 * share, 0, 'f', 1);
    }
    if (wrong.isEmpty())
        return {};
    const QString seen = QDir(QCoreApplication::applicationDirPath()).filePath(u"screen-%1.png"_s.arg(name));
    picture.save(seen);
    return u"%1: %2; see %3"_s.arg(name, wrong, seen);
}

} // namespace spectap::test
